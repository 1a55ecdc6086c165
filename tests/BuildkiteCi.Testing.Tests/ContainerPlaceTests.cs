using System.Diagnostics;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Machine;
using static BuildkiteCi.Testing.Tests.StageBench;

namespace BuildkiteCi.Testing.Tests;

/// <summary>Stages in containers of an engine that is a script: it writes down its arguments and does what the test wants.</summary>
public sealed class ContainerPlaceTests
{
    private static readonly ContainerOwner Owner = new(
        "this/1/1",
        owner => owner == "this/1/1" || owner.StartsWith("living/", StringComparison.Ordinal)
    );

    [Fact]
    public async Task The_command_line_holds_everything_that_the_container_needs_and_no_secret()
    {
        using var engine = new FakeEngine();

        var report = await engine.RunAsync(
            Job("pytest -v", ("HF_TOKEN", "hf_secret"), ("CI_TARGET", "MoE"), ("MINIMUM_ACCURACY_THRESHOLD", "0.85"), ("PS1", "$ "))
        );

        report.Judgement.ShouldBe(new StageJudgement(StageVerdict.Passed, "exit status 0"));
        var run = engine.Calls.Single(call => call.StartsWith("run ", StringComparison.Ordinal));
        run.ShouldContain(
            "--privileged --net host --shm-size 16G --volume /home/ci/.cache/tpu-ci/models:/models --volume "
                + "/home/ci/.cache/tpu-ci/xla:/xla-cache "
        );
        run.ShouldContain("--label tpu-ci.owner=this/1/1 ");
        run.ShouldContain(" --env CI_TARGET ");
        run.ShouldContain(" --env HF_TOKEN ");
        run.ShouldContain(" --env MINIMUM_ACCURACY_THRESHOLD ");
        run.ShouldNotContain("PS1");
        run.ShouldEndWith(" vllm-tpu:0123abc bash -e -c pytest -v");
        string.Join('\n', engine.Calls).ShouldNotContain("hf_secret");
        engine.Bench.Log.Output.ShouldContain("the container sees hf_secret, /models and /results");
    }

    [Fact]
    public async Task A_container_gets_what_ci_yml_grants_and_each_value_is_an_argument_of_its_own()
    {
        using var engine = new FakeEngine();
        var settings = StageSettings.BuiltIn.Container with
        {
            IsPrivileged = false,
            Network = "",
            Memory = "256g",
            User = "1000:1000",
            Devices = ["/dev/vfio"],
            Capabilities = ["SYS_PTRACE"],
            Mounts = ["type=tmpfs,target=/a b"],
            Arguments = ["--ulimit", "memlock=-1"],
        };

        await engine.RunAsync(Job("pytest"), plan => plan with { Settings = settings });

        var run = engine.Calls.Single(call => call.StartsWith("run ", StringComparison.Ordinal));
        run.ShouldContain(
            " --shm-size 16G --memory 256g --user 1000:1000 --device /dev/vfio --cap-add SYS_PTRACE --mount type=tmpfs,target=/a b "
                + "--volume "
        );
        run.ShouldEndWith(" --ulimit memlock=-1 vllm-tpu:0123abc bash -e -c pytest");
        run.ShouldNotContain("--privileged");
        run.ShouldNotContain("--net");
    }

    [Fact]
    public async Task The_container_is_removed_whatever_comes_of_the_command()
    {
        using var engine = new FakeEngine { Run = "exit 1" };

        (await engine.RunAsync(Job("pytest"))).Judgement.Reason.ShouldBe("exit status 1");

        engine.Removed.ShouldBe([engine.Started.ShouldHaveSingleItem(), engine.Started[0]]);
    }

    [Fact]
    public async Task A_container_that_takes_too_long_is_removed()
    {
        using var engine = new FakeEngine(StageSettings.BuiltIn with { Timeout = TimeSpan.FromSeconds(2) }) { Run = "exec sleep 1000" };

        (await engine.RunAsync(Job("pytest"))).Judgement.Verdict.ShouldBe(StageVerdict.TimedOut);

        engine.Removed.ShouldContain(engine.Started.ShouldHaveSingleItem());
    }

    [Fact]
    public async Task What_a_run_left_behind_that_is_gone_is_removed_before_and_what_another_one_uses_is_not()
    {
        using var engine = new FakeEngine
        {
            Ps = "echo aaa111; echo bbb222",
            Owners = "echo 'aaa111 gone/7/7'; echo 'bbb222 living/8/8'; exit 1",
        };

        await engine.RunAsync(Job("pytest"));

        engine.Removed.ShouldContain("aaa111");
        engine.Removed.ShouldNotContain("bbb222");
    }

    [Fact]
    public async Task Images_of_other_commits_are_removed_on_an_agent_alone()
    {
        using var engine = new FakeEngine { Images = "echo vllm-tpu:0123abc; echo localhost/vllm-tpu:old; echo other:1" };

        await engine.RunAsync(Job("pytest"));
        engine.Calls.ShouldNotContain(call => call.StartsWith("image rm", StringComparison.Ordinal));

        await engine.RunAsync(Job("pytest"), plan => plan with { RemovesOtherImages = true });
        engine.Calls.Where(call => call.StartsWith("image rm", StringComparison.Ordinal)).ShouldBe(["image rm vllm-tpu:old"]);
    }

    [Fact]
    public async Task An_image_that_cannot_be_pulled_is_tried_again_and_is_the_machines_failure()
    {
        using var engine = new FakeEngine(
            StageSettings.BuiltIn with
            {
                Retry = StageSettings.BuiltIn.Retry with { FirstDelay = TimeSpan.FromMilliseconds(1) },
            }
        )
        {
            Inspect = "exit 1",
            Pull = "echo 'Error response from daemon: manifest unknown' >&2; exit 1",
        };

        var report = await engine.RunAsync(Job("pytest"));

        (report.Judgement.Verdict, report.Tries).ShouldBe((StageVerdict.Infrastructure, 3));
        report.Judgement.Reason.ShouldBe("docker: image pull failed: vllm-tpu:0123abc: Error response from daemon: manifest unknown");
        engine.Started.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_TPU_the_engine_is_not_asked_at_all()
    {
        using var engine = new FakeEngine { HasTpu = false };
        if (Directory.Exists("/dev/vfio") || File.Exists("/dev/accel0")) Assert.Skip("this machine has a TPU");

        var report = await engine.RunAsync(Job("pytest"));

        report.Judgement.Verdict.ShouldBe(StageVerdict.Infrastructure);
        report.Judgement.Reason.ShouldStartWith("this machine has no TPU");
        report.Judgement.Reason.ShouldContain("--runner host");
        engine.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_machine_without_an_engine_says_what_to_do()
    {
        using var engine = new FakeEngine { HasEngine = false };

        (await engine.RunAsync(Job("pytest"))).Judgement.Reason.ShouldEndWith("or use --runner host to run without a container");
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task A_signal_ends_command_and_container(string signal)
    {
        using var engine = new FakeEngine { Run = "echo running $$; exec sleep 1000" };
        engine.WriteScripts();
        using var process = Process.Start(
            new ProcessStartInfo(
                "dotnet",
                [Path.Combine(AppContext.BaseDirectory, "Dummy.dll"), "run-stage", engine.Bench.Folder.Path, engine.Program]
            )
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                Environment = { ["PATH"] = $"{engine.Bin}:{Environment.GetEnvironmentVariable("PATH")}" },
            }
        )!;
        string? line;
        do line = await process.StandardOutput.ReadLineAsync(Stop);
        while (line?.StartsWith("running ", StringComparison.Ordinal) == false);

        using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        await process.WaitForExitAsync(Stop);

        process.ExitCode.ShouldBe(1);
        engine.Removed.ShouldContain(engine.Started.ShouldHaveSingleItem());
        ProcessTable.Runs(line!["running ".Length..]).ShouldBeFalse();
    }

    [Fact]
    public async Task Caches_are_filled_before_by_the_version_that_the_image_has_and_stored_after_a_pass()
    {
        using var engine = new FakeEngine { Run = "case \"$*\" in *version*) echo 0.9.1 ;; esac" };
        var cache = new ContainerCache($"{engine.Bench.Folder.Path}/cache/jax${{JAX_VERSION}}_${{TPU_VERSION}}", "")
        {
            Pull = "echo shared > \"$CACHE_FOLDER/entry\"",
            Push = "cp -r \"$CACHE_FOLDER\" \"$CACHE_FOLDER.stored\"",
        };
        var settings = StageSettings.BuiltIn.Container with
        {
            Probes = System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty.Add("JAX_VERSION", "print version"),
            Caches = [cache],
        };

        (
            await engine.RunAsync(Job("pytest", ("TPU_VERSION", "tpu7x")), plan => plan with { Settings = settings })
        ).Judgement.Verdict.ShouldBe(StageVerdict.Passed);

        var folder = $"{engine.Bench.Folder.Path}/cache/jax0.9.1_tpu7x";
        (await File.ReadAllTextAsync($"{folder}.stored/entry", Stop)).ShouldBe("shared\n");
        engine.Calls.ShouldContain(call =>
            call.Contains($"--volume {folder}:{folder}", StringComparison.Ordinal)
            && call.Contains("--env JAX_VERSION", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_stage_that_fails_stores_no_cache_and_one_that_cannot_be_filled_starts_cold()
    {
        using var engine = new FakeEngine { Run = "exit 1" };
        var folder = $"{engine.Bench.Folder.Path}/cache";
        var settings = StageSettings.BuiltIn.Container with
        {
            Caches =
            [
                new ContainerCache(folder, "/cache") { Pull = "echo no bucket >&2; exit 3", Push = "touch \"$CACHE_FOLDER/stored\"" },
            ],
        };

        (await engine.RunAsync(Job("pytest"), plan => plan with { Settings = settings })).Judgement.Verdict.ShouldBe(StageVerdict.Failed);

        File.Exists($"{folder}/stored").ShouldBeFalse();
        engine.Bench.Log.Notices.ShouldContain($"the cache '{folder}' is not filled, so the stage starts cold: no bucket");
    }

    [Theory]
    [InlineData("abc123", StageVerdict.Passed)]
    [InlineData("other", StageVerdict.Infrastructure)]
    public async Task An_image_that_lacks_the_commit_under_test_is_not_tested(string inImage, StageVerdict verdict)
    {
        using var engine = new FakeEngine { Run = $"case \"$*\" in *rev-parse*) echo {inImage} ;; esac" };
        var settings = StageSettings.BuiltIn.Container with
        {
            Checks = [new ImageCheck("vLLM's commit", "git -C /workspace/vllm rev-parse HEAD", "VLLM_COMMIT_HASH")],
        };

        (
            await engine.RunAsync(Job("pytest", ("VLLM_COMMIT_HASH", "abc123")), plan => plan with { Settings = settings })
        ).Judgement.Verdict.ShouldBe(verdict);
    }

    [Fact]
    public async Task What_a_repository_cleans_is_cleaned_before_and_after_whatever_comes_of_the_stage()
    {
        using var engine = new FakeEngine { Run = "exit 1" };
        var log = $"{engine.Bench.Folder.Path}/cleaned";
        var settings = StageSettings.BuiltIn.Container with
        {
            Before = [$"echo before $IMAGE >> '{log}'", "exit 4"],
            After = [$"echo after >> '{log}'"],
        };

        await engine.RunAsync(Job("pytest"), plan => plan with { Settings = settings });

        (await File.ReadAllTextAsync(log, Stop)).ShouldBe("before vllm-tpu:0123abc\nafter\n");
    }

    [Fact]
    public void A_stage_on_several_hosts_is_run_by_the_repositorys_command()
    {
        var hosts = new SeveralHosts(["tpu_v7x_16_queue"], ".buildkite/scripts/run_multihost.sh");

        var job = hosts.Apply(Job("vllm serve model", ("BUILDKITE_AGENT_META_DATA_QUEUE", "tpu_v7x_16_queue")));

        (job.Command, job.IsStepCommand).ShouldBe((".buildkite/scripts/run_multihost.sh 'vllm serve model'", true));
        hosts.Apply(Job("pytest", ("BUILDKITE_AGENT_META_DATA_QUEUE", "tpu_v7x_8_queue"))).Command.ShouldBe("pytest");
    }

    private sealed class FakeEngine(StageSettings? settings = null) : IDisposable
    {
        public StageBench Bench { get; } = new() { Settings = settings ?? StageSettings.BuiltIn };

        public string Run { get; init; } = "echo the container sees $HF_TOKEN, $HF_HOME and $CI_RESULTS_DIR";

        public string Ps { get; init; } = "true";

        public string Owners { get; init; } = "true";

        public string Images { get; init; } = "true";

        public string Inspect { get; init; } = "true";

        public string Pull { get; init; } = "true";

        public bool HasTpu { get; init; } = true;

        public bool HasEngine { get; init; } = true;

        public string Bin => Path.Combine(Bench.Folder.Path, "bin");

        public string Program => Path.Combine(Bin, "docker");

        public List<string> Calls =>
            File.Exists(CallFile) ? [.. File.ReadAllText(CallFile).Split('\0', StringSplitOptions.RemoveEmptyEntries)] : [];

        public List<string> Started =>
            [.. Calls.Where(call => call.StartsWith("run ", StringComparison.Ordinal)).Select(call => call.Split(' ')[3])];

        public List<string> Removed =>
            [.. Calls.Where(call => call.StartsWith("rm ", StringComparison.Ordinal)).Select(call => call.Split(' ')[^1])];

        private string CallFile => Path.Combine(Bench.Folder.Path, "calls");

        public Task<StageReport> RunAsync(StageJob job, Func<ContainerPlan, ContainerPlan>? change = null)
        {
            WriteScripts();
            var plan = new ContainerPlan(StageSettings.BuiltIn.Container, "vllm-tpu:0123abc", Owner) { Home = "/home/ci" };
            return Bench
                .Runner(new OnPath(new ProcessRunner(Bench.Folder.Path, TimeProvider.System), Bin))
                .RunAsync(job, change is null ? plan : change(plan), Stop);
        }

        public void WriteScripts()
        {
            Directory.CreateDirectory(Bin);
            if (HasTpu) Bench.Folder.WriteScript("bin/tpu-info", "");
            if (!HasEngine) return;
            Bench.Folder.WriteScript("bin/docker", $"""
                printf '%s\0' "$*" >> '{CallFile}'
                case "$1 $2" in
                  run*) {Run} ;;
                  ps*) {Ps} ;;
                  'inspect --format') {Owners} ;;
                  'image ls') {Images} ;;
                  'image inspect') {Inspect} ;;
                  pull*) {Pull} ;;
                esac
                """);
        }

        public void Dispose() => Bench.Dispose();
    }

    private sealed class OnPath(IProcessRunner inner, string bin) : IProcessRunner
    {
        public Task<ProcessExit> RunAsync(CommandLine command, Action<OutputLine>? onLine, CancellationToken cancellationToken) =>
            inner.RunAsync(
                command with
                {
                    Program = command.Program == "docker" ? Path.Combine(bin, "docker") : command.Program,
                    Environment = command.Environment.SetItem("PATH", $"{bin}:{Environment.GetEnvironmentVariable("PATH")}"),
                },
                onLine,
                cancellationToken);
    }
}
