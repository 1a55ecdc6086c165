using CliWrap;
using CliWrap.Buffered;

namespace EndToEnd.Tests;

/// <summary>A repository in which everything has another name: generations, queues, devices, folders, categories, stages. Every target
/// works on it.</summary>
[Collection(CloneCollection.Name)]
public sealed class OtherFleetTests(Clone clone) : IAsyncLifetime
{
    private const string Settings = """
        generations:
          osprey: { tpu_version: asic9, meta_data_prefix: o9, device: bird, small_queue: nest, large_queue: cliff, small_tensor_parallel_size: 4, large_tensor_parallel_size: 64 }
          heron: { tpu_version: asic7, meta_data_prefix: h7, small_queue: pond, large_queue: lake, small_tensor_parallel_size: 1, large_tensor_parallel_size: 16 }
        queues: { desk: {} }
        catalogue:
          nets:
            kind: model
            categories: [prose, sound]
            stages: [{ name: Smoke }, { name: Score, role: accuracy }, { name: Speed, role: benchmark, optional: true }]
          parts:
            kind: feature
            categories: [part list]
            stages: [{ name: Check }, { name: Strain }]
        composing: { result_queue: desk }
        """;

    private const string Case = """
        { "benchmark_cases": [ {
          "case_name": "net-1b", "ci_queue": [ "nest", "pond" ],
          "env": { "INPUT_LEN": 10, "OUTPUT_LEN": 5, "VLLM_PORT": "@" },
          "server_command_options": { "command_type": "vllm_serve", "args": { "model": "org/net-1b", "tensor-parallel-size": { "osprey-4": 4, "heron-1": 1 } } },
          "client_command_options": { "command_type": "vllm_bench_serve", "args": { "model": "org/net-1b", "num-prompts": 2, "percentile-metrics": "ttft,e2el" } } } ] }
        """;

    // A server that is ready at once, and a client that prints its table.
    private const string Vllm = """
        #!/bin/bash
        if [ "$1" = serve ]; then
          echo "$@" >>"$(dirname "$0")/served"
          echo 'INFO:     Application startup complete.'
          exec perl -MIO::Socket::INET -e '
            my $s = IO::Socket::INET->new(LocalAddr => "127.0.0.1", LocalPort => $ENV{VLLM_PORT}, Listen => 5, ReuseAddr => 1) or die $!;
            while (my $c = $s->accept) { while (<$c>) { last if /^\r?\n$/ } print $c "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"; close $c }'
        fi
        echo '============ Serving Benchmark Result ============'
        echo 'Successful requests:                     2'
        echo 'Failed requests:                         0'
        echo 'Benchmark duration (s):                  2.00'
        echo 'Total input tokens:                      20'
        echo 'Total generated tokens:                  10'
        echo 'Request throughput (req/s):              1.00'
        echo 'Output token throughput (tok/s):         5.00'
        echo 'Total token throughput (tok/s):          15.00'
        echo '==================================================' 
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("buildkiteci other fleet é-").FullName;

    private static readonly int Port = FreePort.Find();

    private string Root => Path.Combine(folder, "root");

    public async ValueTask InitializeAsync()
    {
        await WriteAsync("root/.buildkite/ci.yml", Settings);
        await WriteAsync("root/.buildkite/parts/default_features.txt", "Feathers (part list)\n");
        await WriteAsync("root/cases/net.json", Case.Replace("@", $"{Port}", StringComparison.Ordinal));
        await WriteAsync("bin/vllm", Vllm);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Path.Combine(folder, "bin/vllm"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        await RunAsync("git", "init", "--quiet", "--initial-branch", "main");
        await RunAsync("git", "add", "--all");
        await RunAsync("git", "-c", "user.name=test", "-c", "user.email=test@example.com", "commit", "--quiet", "--message", "Begin");
    }

    public async ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        await clone.ResetAsync();
    }

    [Fact]
    public async Task Every_target_knows_the_repositorys_own_names()
    {
        (
            await BuildAsync(
                0,
                "--target=AddModel",
                "--model-name",
                "org/net-1b",
                "--queue",
                "nest",
                "--unit-test-command",
                "true",
                "--accuracy-target",
                "0",
                "--throughput-target",
                "0.5"
            )
        ).ShouldContain("org/net-1b is in CI: .buildkite/nets/org_net-1b.yml");
        await WriteAsync(
            "root/.buildkite/nets/org_net-1b.yml",
            (await TextAsync(".buildkite/nets/org_net-1b.yml")).Replace(
                "      MAX_NUM_SEQS:",
                $"      VLLM_PORT: \"{Port}\"\n      MAX_NUM_SEQS:",
                StringComparison.Ordinal
            )
        );
        (
            await BuildAsync(
                0,
                "--target=AddFeature",
                "--feature-name",
                "wing",
                "--queue",
                "cliff",
                "--correctness-command",
                "true",
                "--performance-command",
                "exit 3"
            )
        ).ShouldContain(".buildkite/parts/wing.yml");
        (await BuildAsync(0, "--target=Validate")).ShouldNotContain("error");
        (await BuildAsync(0)).ShouldContain("wing: Check, Strain");
        (await BuildAsync(0, "--target=Preview", "--file", ".buildkite/nets/org_net-1b.yml", "--tpu", "heron")).ShouldContain(
            "asic7_org_net-1b_Smoke"
        );

        await BuildAsync(0, "--target=GeneratePipeline", "--build-kind", "nightly", "--output", "out");
        Directory
            .GetFiles(Path.Combine(Root, "out"))
            .Select(Path.GetFileName)
            .Order()
            .ShouldBe(["01-publish.yml", "02-heron.yml", "03-osprey.yml", "meta-data.json"]);
        (await TextAsync("out/03-osprey.yml")).ShouldContain("queue: nest");

        (
            await BuildAsync(
                0,
                "--target=RunTpuTests",
                "--model-name",
                "org/net-1b",
                "--stage",
                "Smoke",
                "--tpu",
                "osprey",
                "--runner",
                "host"
            )
        ).ShouldContain("Smoke");
        await BuildAsync(1, "--target=RunTpuTests", "--feature-name", "wing", "--tpu", "heron", "--runner", "host");
        await BuildAsync(0, "--target=Benchmark", "--model-name", "org/net-1b", "--tpu", "osprey", "--runner", "host");
        (
            await BuildAsync(
                0,
                "--target=Benchmark",
                "--case-file",
                "cases/net.json",
                "--tpu",
                "heron",
                "--runner",
                "host",
                "--format",
                "json"
            )
        ).ShouldContain("\"device\":\"heron-1\"");
        (await BuildAsync(0, "--target=BenchmarkReport", "--format", "text")).ShouldContain("org/net-1b on bird-4");
        (await File.ReadAllTextAsync(Path.Combine(folder, "bin/served"), TestContext.Current.CancellationToken)).ShouldContain(
            "--tensor-parallel-size 1"
        );

        await BuildAsync(0, "--target=PublishMatrix", "--results", "local", "--output", "matrices", "--site", "site");
        (await TextAsync("matrices/osprey/nets_support_matrix.csv")).ShouldBe(
            "Model,Type,Smoke,Score,Speed\n\"org/net-1b\",Prose,✅ Passing,❓ Untested,✅ Passing\n"
        );
        (await TextAsync("matrices/heron/part_list.csv")).ShouldBe(
            "Feature,Check,Strain\n\"Feathers\",✅ Passing,✅ Passing\n\"wing\",✅ Passing,❌ Failing\n"
        );
        (await TextAsync("site/index.html")).ShouldContain("osprey");

        (await BuildAsync(1, "--target=CheckResults")).ShouldContain("asic7_wing_Strain");
    }

    [Fact]
    public async Task A_build_is_run_recorded_and_its_commit_kept_under_the_repositorys_own_names()
    {
        await WriteAsync("root/pins/vllm.txt", "0123456789abcdef0123456789abcdef01234567\n");
        await File.AppendAllTextAsync(
            Path.Combine(Root, ".buildkite/ci.yml"),
            "\nvllm: { commit_file: pins/vllm.txt }\n",
            TestContext.Current.CancellationToken
        );
        await WriteAsync("root/build.yml", """
            steps:
              - { label: nested, key: asic9_wing_Check, agents: { queue: nest }, command: "echo runs on $$BUILDKITE_AGENT_META_DATA_QUEUE" }
              - { label: by the lake, key: lake, agents: { queue: lake }, command: exit 3 }
            """);

        (await BuildAsync(0, "--target=RunPipeline", "--file", "build.yml", "--queues", "nest")).ShouldContain("runs on nest");
        (
            await RunAsync(
                Path.Combine(clone.Root, "build.sh"),
                [("CI_TPU_VERSION", "asic9"), ("CI_TARGET", "wing"), ("CI_STAGE", "Check"), ("CI_CATEGORY", "part list")],
                ["--target=RecordResult", "--step-key", "asic9_wing_Check", "--root", Root]
            )
        ).StandardOutput.ShouldContain("Check of wing on osprey: ✅ Passing");
        var wrong = await RunAsync(
            Path.Combine(clone.Root, "build.sh"),
            [("CI_TPU_VERSION", "tpu6e"), ("CI_TARGET", "wing"), ("CI_STAGE", "Check"), ("CI_CATEGORY", "part list")],
            ["--target=RecordResult", "--step-key", "asic9_wing_Check", "--root", Root]
        );
        wrong.StandardError.ShouldContain("the generations are asic9, asic7");

        await BuildAsync(
            0,
            "--target=AddFeature",
            "--feature-name",
            "wing",
            "--queue",
            "cliff",
            "--correctness-command",
            "true",
            "--performance-command",
            "true"
        );
        await BuildAsync(0, "--target=GeneratePipeline", "--build-kind", "nightly");
        File.Delete(Path.Combine(Root, "pins/vllm.txt"));
        (await BuildAsync(0, "--target=UpdateVllmCommit")).ShouldContain("pins/vllm.txt: 0123456789abcdef0123456789abcdef01234567");
        (await TextAsync("pins/vllm.txt")).ShouldBe("0123456789abcdef0123456789abcdef01234567\n");
    }

    [Fact]
    public async Task A_repository_of_other_names_moves_in_and_its_builds_stay_the_same()
    {
        File.Delete(Path.Combine(Root, ".buildkite/ci.yml"));
        await WriteAsync("root/.buildkite/scripts/bootstrap.sh", """
            #!/bin/bash
            set -euo pipefail
            for generation in "asic9 nest cliff 4 64" "asic7 pond lake 1 16"; do
              read -r TPU_VERSION TPU_QUEUE_SINGLE TPU_QUEUE_MULTI TENSOR_PARALLEL_SIZE_SINGLE TENSOR_PARALLEL_SIZE_MULTI <<<"$generation"
              export TPU_VERSION TPU_QUEUE_SINGLE TPU_QUEUE_MULTI TENSOR_PARALLEL_SIZE_SINGLE TENSOR_PARALLEL_SIZE_MULTI
              { echo "priority: 7"; cat .buildkite/suite.yml; } | buildkite-agent pipeline upload
            done
            """.ReplaceLineEndings("\n") + "\n");
        await WriteAsync("root/.buildkite/suite.yml", """
            steps:
              - label: "${TPU_VERSION:-asic9} check"
                key: "${TPU_VERSION:-asic9}_check"
                agents: { queue: "${TPU_QUEUE_SINGLE:-nest}" }
                command: make check
              - label: "${TPU_VERSION:-asic9} strain"
                key: "${TPU_VERSION:-asic9}_strain"
                depends_on: "${TPU_VERSION:-asic9}_check"
                agents: { queue: "${TPU_QUEUE_MULTI:-cliff}" }
                command: make strain SIZE=${TENSOR_PARALLEL_SIZE_MULTI:-64}
            """);
        await RunAsync("git", "add", "--all");
        await RunAsync("git", "-c", "user.name=test", "-c", "user.email=test@example.com", "commit", "--quiet", "--message", "Older form");

        await BuildAsync(0, "--target=Adopt", "--yes");

        (await TextAsync(".buildkite/ci.yml")).ShouldMatch(
            @"(?s)  asic9:.*tpu_version: asic9.*small_queue: nest\n    large_queue: cliff\n    small_tensor_parallel_size: 4\n    large_tensor_parallel_size: 64"
        );
        (await TextAsync(".buildkite/ci.yml")).ShouldContain("file: .buildkite/suite.yml");
        (await BuildAsync(0, "--target=Compare", "--kinds", "nightly,post-merge")).ShouldContain("0 not explained");
        (await BuildAsync(0, "--target=Validate")).ShouldNotContain("error");
        (await BuildAsync(0, "--target=Adopt", "--yes", "--observe", "false", "--remove")).ShouldContain(
            "Everything that Adopt wrote is gone."
        );
    }

    [Theory]
    [InlineData(
        "TPU_VERSION is 'tpu6e', which no generation of the fleet has",
        "TPU_VERSION",
        "tpu6e",
        "--target=GeneratePipeline",
        "--build-kind",
        "nightly",
        "--output",
        "out"
    )]
    [InlineData(
        "TPU_VERSION is 'tpu6e', which no generation of the fleet has",
        "TPU_VERSION",
        "tpu6e",
        "--target=Benchmark",
        "--case-file",
        "cases/net.json",
        "--runner",
        "host"
    )]
    [InlineData(
        "ci_queue is 'tpu_v6e_queue', which is no queue of the case 'net-1b'",
        "ci_queue",
        "tpu_v6e_queue",
        "--target=Benchmark",
        "--case-file",
        "cases/net.json",
        "--runner",
        "host"
    )]
    public async Task A_generation_or_queue_that_is_not_there_is_refused(
        string message,
        string variable,
        string value,
        params string[] arguments
    )
    {
        var run = await RunAsync(Path.Combine(clone.Root, "build.sh"), [(variable, value)], [.. arguments, "--root", Root]);

        run.ExitCode.ShouldNotBe(0, run.StandardOutput);
        run.StandardError.ShouldContain(message);
    }

    private async Task<string> BuildAsync(int status, params string[] arguments)
    {
        var run = await RunAsync(Path.Combine(clone.Root, "build.sh"), [.. arguments, "--root", Root]);
        run.ExitCode.ShouldBe(status, $"{string.Join(' ', arguments)}\n{run.StandardError}{run.StandardOutput}");
        return run.StandardOutput;
    }

    private Task<BufferedCommandResult> RunAsync(string program, params string[] arguments) => RunAsync(program, [], arguments);

    private async Task<BufferedCommandResult> RunAsync(string program, (string Name, string Value)[] variables, string[] arguments) =>
        await Cli.Wrap(program)
            .WithArguments(arguments)
            .WithWorkingDirectory(Root)
            .WithEnvironmentVariables(environment =>
            {
                environment.Set("PATH", $"{Path.Combine(folder, "bin")}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}")
                    .Set("BUILDKITE", null).Set("NO_COLOR", "1").Set("COLUMNS", null);
                foreach (var (name, value) in variables) environment.Set(name, value);
            })
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);

    private Task<string> TextAsync(string path) => File.ReadAllTextAsync(Path.Combine(Root, path), TestContext.Current.CancellationToken);

    private async Task WriteAsync(string path, string text)
    {
        var full = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        await File.WriteAllTextAsync(full, text, TestContext.Current.CancellationToken);
    }
}
