using System.Diagnostics;

namespace EndToEnd.Tests;

/// <summary>Builds that are run here, by typing it.</summary>
[Collection(CloneCollection.Name)]
public sealed class RunPipelineTests(Clone clone) : IAsyncLifetime
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await clone.ResetAsync();

    [Fact]
    public async Task A_pipeline_file_is_run_with_an_agent_on_the_path_of_its_steps()
    {
        await WriteAsync("p.yml", """
            env: { GREETING: hello }
            steps:
              - { label: says, key: says, command: "buildkite-agent meta-data set said \"$$GREETING from $$BUILDKITE_LABEL\"" }
              - wait
              - { label: hears, command: "buildkite-agent meta-data get said; echo 'steps: [{ command: echo uploaded }]' | buildkite-agent pipeline upload" }
              - { label: elsewhere, command: exit 1, agents: { queue: tpu_v6e_queue } }
            """);

        var run = await clone.BuildAsync("--target=RunPipeline", "--file", "p.yml", "--queues", "cpu", "--jobs", "2");

        run.ExitCode.ShouldBe(0, run.StandardError + run.StandardOutput);
        run.StandardOutput.ShouldContain("hears | hello from says");
        run.StandardOutput.ShouldContain("echo uploaded | uploaded");
        run.StandardOutput.ShouldContain("elsewhere | not run: for queue 'tpu_v6e_queue', which this machine does not serve");
    }

    [Fact]
    public async Task What_failed_is_named_and_taken_up_once_it_is_mended()
    {
        await WriteAsync(
            "p.yml",
            "steps: [{ label: one, key: one, command: echo one >> order }, { label: two, key: two, depends_on: one, command: test -e "
                + "mended }, { label: three, depends_on: two, command: echo three >> order }]"
        );

        var failed = await clone.BuildAsync("--target=RunPipeline", "--file", "p.yml");
        failed.ExitCode.ShouldBe(1);
        failed.StandardError.ShouldContain("the build failed: 'two'");
        failed.StandardOutput.ShouldContain("three | not run: step 'two' failed");

        await WriteAsync("mended", "");
        (await clone.BuildAsync("--target=RunPipeline", "--continue")).ExitCode.ShouldBe(0);
        (await File.ReadAllLinesAsync(Path.Combine(clone.Root, "order"), Stop)).ShouldBe(["one", "three"]);
    }

    [Fact]
    public async Task A_block_stops_the_build_until_it_is_answered()
    {
        await WriteAsync(
            "p.yml",
            "steps: [{ block: Release, key: gate, fields: [{ text: Tag, key: tag }] }, { label: released, command: buildkite-agent "
                + "meta-data get tag }]"
        );

        var stopped = await clone.BuildAsync("--target=RunPipeline", "--file", "p.yml");
        stopped.ExitCode.ShouldBe(1);
        stopped.StandardError.ShouldContain("the build stops at 'Release'");

        var answered = await clone.BuildAsync("--target=RunPipeline", "--continue", "--answer", "tag=v0.12.0");
        answered.ExitCode.ShouldBe(0, answered.StandardError);
        answered.StandardOutput.ShouldContain("released | v0.12.0");
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task A_signal_ends_the_run_and_every_process_of_it(string signal, int status)
    {
        await WriteAsync("p.yml", "steps: [{ label: long, command: 'echo $$$$ > pid; sleep 1000 & echo $$! >> pid; echo running; wait' }]");
        using var process = Process.Start(
            new ProcessStartInfo(Path.Combine(clone.Root, "build.sh"), ["--target=RunPipeline", "--file", "p.yml"])
            {
                UseShellExecute = false,
                WorkingDirectory = clone.Root,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment = { ["BUILDKITE"] = null },
            }
        )!;
        string? line;
        do line = await process.StandardOutput.ReadLineAsync(Stop);
        while (line?.EndsWith("| running", StringComparison.Ordinal) == false);

        using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        await process.WaitForExitAsync(Stop);

        process.ExitCode.ShouldBe(status);
        (await process.StandardError.ReadToEndAsync(Stop)).ShouldContain("the run was ended; resume with --continue");
        var started = await File.ReadAllLinesAsync(Path.Combine(clone.Root, "pid"), Stop);
        started.Length.ShouldBe(2);
        started.Where(ProcessTable.Runs).ShouldBeEmpty();
    }

    [Fact]
    public async Task On_a_terminal_what_runs_stands_at_the_foot_and_Ctrl_C_takes_it_away()
    {
        await WriteAsync(
            "p.yml",
            "steps: [{ label: short, command: echo short }, { label: long, command: 'echo a line that is longer than anything that comes "
                + "after it; sleep 1000' }]"
        );
        await using var terminal = await Terminal.StartAsync(
            clone.Root,
            "./build.sh --target=RunPipeline --file p.yml --jobs 2; echo status $?; read -r"
        );

        await terminal.SeeAsync("1/2 1 running");
        (await terminal.SeeAsync("a line that is longer")).ShouldContain("short | passed");
        await terminal.PressAsync("C-c");
        var ended = await terminal.SeeAsync("status 130");

        ended.ShouldContain("the run was ended; resume with --continue");
        ended.ShouldNotContain("1 running");
        ended.ShouldNotContain("a line that is longer");
    }

    [Theory]
    [InlineData("the local build in ", "--target=RunPipeline")]
    [InlineData("--file: there is no file 'no.yml'", "--target=RunPipeline", "--file", "no.yml")]
    [InlineData("--jobs: '0' is no number of jobs", "--target=RunPipeline", "--file", "p.yml", "--jobs", "0")]
    [InlineData("--answer: 'yes' is no pair", "--target=RunPipeline", "--file", "p.yml", "--answer", "yes")]
    [InlineData("--continue: resumes the build that is there", "--target=RunPipeline", "--file", "p.yml", "--continue")]
    public async Task Wrong_usage_is_told_and_nothing_is_run(string message, params string[] arguments)
    {
        await WriteAsync("p.yml", "steps: [{ command: touch ran }]");

        var run = await clone.BuildAsync(arguments);

        run.ExitCode.ShouldBe(2, run.StandardError);
        run.StandardError.ShouldContain(message);
        File.Exists(Path.Combine(clone.Root, "ran")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_file_of_the_older_form_is_tested_recorded_and_checked()
    {
        await WriteAsync(".buildkite/features/old.yml", """
            steps:
              - label: "${TPU_VERSION:-tpu6e} Correctness tests for old"
                key: "${TPU_VERSION:-tpu6e}_old_CorrectnessTest"
                soft_fail: true
                command: exit 3
              - label: "${TPU_VERSION:-tpu6e} Record old"
                key: "${TPU_VERSION:-tpu6e}_record_old_CorrectnessTest"
                depends_on: "${TPU_VERSION:-tpu6e}_old_CorrectnessTest"
                env: { CI_TPU_VERSION: "${TPU_VERSION:-tpu6e}", CI_TARGET: old, CI_STAGE: CorrectnessTest, CI_CATEGORY: feature support matrix }
                agents: { queue: cpu }
                commands: [".buildkite/scripts/record_step_result.sh ${TPU_VERSION:-tpu6e}_old_CorrectnessTest"]
            """);

        (
            await clone.BuildAsync(
                "--target=GeneratePipeline",
                "--build-kind",
                "nightly",
                "--only",
                "old",
                "--build",
                "local",
                "--generations",
                "v6e"
            )
        ).ExitCode.ShouldBe(0);
        var run = await clone.BuildAsync("--target=RunPipeline");
        var matrices = await clone.BuildAsync("--target=PublishMatrix", "--results", "local", "--output", "matrices");

        run.ExitCode.ShouldBe(1);
        run.StandardOutput.ShouldContain("CorrectnessTest of old on v6e: ❌ Failing");
        run.StandardOutput.ShouldContain(
            "✗ CorrectnessTest of old on v6e: it did not report why; its log shows it [tpu6e_old_CorrectnessTest]"
        );
        matrices.ExitCode.ShouldBe(0, matrices.StandardError);
        (
            await File.ReadAllTextAsync(
                Directory
                    .GetFiles(Path.Combine(clone.Root, "matrices"), "feature_support_matrix.csv", SearchOption.AllDirectories)
                    .First(path => path.Contains("v6e")),
                Stop
            )
        ).ShouldContain("\"old\",❌ Failing,❓ Untested");
    }

    private async Task WriteAsync(string path, string text)
    {
        var full = Path.Combine(clone.Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        await File.WriteAllTextAsync(full, text, Stop);
    }
}
