using System.Collections.Immutable;
using System.Diagnostics;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Machine;
using static BuildkiteCi.Testing.Tests.StageBench;

namespace BuildkiteCi.Testing.Tests.Containers;

/// <summary>Stages in containers of a real engine.</summary>
public sealed class RealEngineTests(DockerEngine engine) : IClassFixture<DockerEngine>
{
    private static readonly ContainerSettings Plain = StageSettings.BuiltIn.Container with
    {
        IsPrivileged = false,
        SharedMemory = "64m",
        Volumes = [],
        SetVariables = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal),
    };

    private static readonly StageSettings Once = StageSettings.BuiltIn with { Retry = StageSettings.BuiltIn.Retry with { MaxRetries = 0 } };

    [Fact]
    public async Task Output_comes_in_order_and_the_exit_status_is_the_commands()
    {
        using var bench = Bench();

        var report = await RunAsync(bench, "for i in $(seq 1 200); do echo line $i; done; exit 7");

        report.Judgement.ShouldBe(new StageJudgement(StageVerdict.Failed, "exit status 7"));
        bench.Log.Output.ShouldBe(Enumerable.Range(1, 200).Select(number => $"line {number}"));
        (await engine.ContainersAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_ci_yml_grants_reaches_the_container()
    {
        using var bench = Bench();
        var settings = Plain with
        {
            User = "99:98",
            Memory = "64m",
            Mounts = ["type=tmpfs,target=/scratch"],
            Arguments = ["--hostname", "tpu-host"],
            Devices = ["/dev/null:/dev/nothing"],
            Capabilities = ["SYS_PTRACE"],
        };

        var report = await RunAsync(
            bench,
            "id -u; id -g; ls -d /scratch; ls /dev/nothing; cat /etc/hostname",
            plan => plan with { Settings = settings }
        );

        report.Judgement.Verdict.ShouldBe(StageVerdict.Passed, string.Join('\n', bench.Log.Output));
        bench.Log.Output.ShouldBe(["99", "98", "/scratch", "/dev/nothing", "tpu-host"]);
    }

    [Theory]
    [InlineData("--no-such-option", "unknown flag: --no-such-option")]
    [InlineData("--memory=lots", "invalid argument \"lots\"")]
    [InlineData("--net=nowhere", "network nowhere not found")]
    [InlineData("--user=nobody-here", "unable to find user nobody-here")]
    public async Task A_refusal_that_cannot_change_is_said_once_and_not_tried_again(string argument, string refusal)
    {
        using var bench = Bench(StageSettings.BuiltIn);

        var report = await RunAsync(
            bench,
            "echo runs",
            plan => plan with { Settings = Plain with { Network = "", Arguments = [argument] } }
        );

        (report.Judgement.Verdict, report.Tries).ShouldBe((StageVerdict.Infrastructure, 1));
        report.Judgement.Reason.ShouldStartWith("container refused: ");
        report.Judgement.Reason.ShouldContain(refusal);
        bench.Log.Notices.ShouldNotContain(notice => notice.Contains(refusal));
        (await engine.ContainersAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_command_that_the_image_lacks_is_the_images_fault_and_not_tried_again()
    {
        using var bench = Bench(StageSettings.BuiltIn);
        await engine.AskAsync("rmi", "--force", "vllm-tpu:empty");
        var empty = Path.Combine(bench.Folder.Path, "empty.tar");
        await File.WriteAllBytesAsync(empty, new byte[10240], Stop);
        await engine.AskAsync("import", empty, "vllm-tpu:empty");

        var report = await RunAsync(bench, "echo runs", plan => plan with { Image = "vllm-tpu:empty" });

        (report.Judgement.Verdict, report.Tries).ShouldBe((StageVerdict.Infrastructure, 1));
        report.Judgement.Reason.ShouldContain("\"bash\": executable file not found");
    }

    [Fact]
    public async Task An_image_that_is_nowhere_is_the_machines_failure()
    {
        using var bench = Bench();

        var report = await RunAsync(bench, "echo runs", plan => plan with { Image = "localhost:1/no-such-image:tag" });

        report.Judgement.Verdict.ShouldBe(StageVerdict.Infrastructure);
        report.Judgement.Reason.ShouldStartWith("docker: image pull failed: localhost:1/no-such-image:tag: ");
    }

    [Fact]
    public async Task A_container_that_ignores_TERM_is_gone_after_its_time()
    {
        using var bench = Bench(Once with { Timeout = TimeSpan.FromSeconds(1), StopGrace = TimeSpan.FromMilliseconds(200) });

        var report = await RunAsync(bench, "trap '' TERM INT; echo stays; while true; do sleep 1; done");

        report.Judgement.Verdict.ShouldBe(StageVerdict.TimedOut);
        (await engine.ContainersAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_runs_at_once_do_not_take_each_others_containers()
    {
        using var one = Bench();
        using var other = Bench();

        var reports = await Task.WhenAll(RunAsync(one, "sleep 1; echo one"), RunAsync(other, "sleep 1; echo other"));

        reports.ShouldAllBe(report => report.Judgement.Verdict == StageVerdict.Passed);
        (one.Log.Output.Single(), other.Log.Output.Single()).ShouldBe(("one", "other"));
    }

    [Fact]
    public async Task A_variables_value_is_on_no_command_line_of_the_machine()
    {
        using var bench = Bench();
        var seen = new List<string>();
        bench.Log.OnOutput = line =>
        {
            if (line == "ready") seen.AddRange(CommandLines());
        };

        var report = await RunAsync(
            bench,
            "echo ready; sleep 1; echo \"$HF_TOKEN\" | tr a-z A-Z",
            environment: ("HF_TOKEN", "hf_only_in_the_environment")
        );

        report.Judgement.Verdict.ShouldBe(StageVerdict.Passed);
        bench.Log.Output.ShouldContain("HF_ONLY_IN_THE_ENVIRONMENT");
        seen.ShouldContain(line => line.Contains("HF_TOKEN"));
        seen.ShouldNotContain(line => line.Contains("hf_only_in_the_environment"));
    }

    [Fact]
    public async Task Files_that_the_container_wrote_as_root_are_read_and_their_folder_can_be_used_again()
    {
        using var bench = Bench();
        const string Report = "<testsuite><testcase classname=\"a\" name=\"b\"><failure message=\"no\"/></testcase></testsuite>";

        for (var run = 0; run < 2; run++)
        {
            var report = await RunAsync(
                bench,
                $"mkdir /results/deep; echo '{Report}' > /results/report.xml; chmod 600 /results/report.xml; exit 1"
            );
            report.Judgement.Verdict.ShouldBe(StageVerdict.Failed);
        }

        (await bench.Build.Annotations.AllAsync(Stop)).ShouldHaveSingleItem().Body.ShouldContain("a");
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task A_signal_to_us_ends_the_container(string signal)
    {
        using var bench = Bench();
        using var run = Start(bench);
        (await FirstLineAsync(run)).ShouldContain("running");

        using var kill = Process.Start("kill", [$"-{signal}", $"{run.Id}"]);
        await run.WaitForExitAsync(Stop);

        (await engine.ContainersAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_killed_run_leaves_the_next_one_removes()
    {
        using var bench = Bench();
        using var run = Start(bench);
        (await FirstLineAsync(run)).ShouldContain("running");
        using (var kill = Process.Start("kill", ["-KILL", $"{run.Id}"])) await run.WaitForExitAsync(Stop);
        var left = (await engine.ContainersAsync()).ShouldHaveSingleItem();

        (await RunAsync(bench, "echo next")).Judgement.Verdict.ShouldBe(StageVerdict.Passed);

        (await engine.ContainersAsync()).ShouldNotContain(left);
        bench.Log.Notices.ShouldContain(notice => notice.Contains("which a run left behind that is gone"));
    }

    [Fact]
    public async Task An_engine_that_goes_in_the_middle_is_the_machines_failure()
    {
        var own = new DockerEngine();
        try
        {
            await own.InitializeAsync();
            if (own.WhyMissing is { } why) Assert.Skip(why);
            using var bench = Bench();
            var gone = Task.CompletedTask;
            bench.Log.OnOutput = _ => gone = own.StopAsync();

            var report = await RunAsync(bench, "echo running; sleep 60", host: own.Host);
            await gone;

            report.Judgement.Verdict.ShouldBe(StageVerdict.Infrastructure, report.Judgement.Reason);
        }
        finally
        {
            await own.DisposeAsync();
        }
    }

    [Fact]
    public async Task An_engine_whose_disk_is_full_is_the_machines_failure()
    {
        if (engine.WhyMissing is not null) Assert.Skip(engine.WhyMissing);
        using var disk = SmallDisk.Mount(megabytes: 48);
        if (disk is null) Assert.Skip("no tmpfs can be mounted here");
        var own = DockerEngine.In(disk.Path);
        try
        {
            await own.InitializeAsync();
            own.WhyMissing.ShouldBeNull();
            using var bench = Bench();
            disk.Fill();

            var report = await RunAsync(bench, "echo runs", host: own.Host);

            report.Judgement.Verdict.ShouldBe(StageVerdict.Infrastructure, report.Judgement.Reason);
            report.Judgement.Reason.ShouldContain("no space left on device");

            // The engine could not remove what it had begun to create; a run that finds its owner gone does.
            disk.Free();
            var later = new ContainerOwner("later", mark => mark == "later");
            (await RunAsync(bench, "echo runs", plan => plan with { Owner = later }, own.Host)).Judgement.Verdict.ShouldBe(StageVerdict.Passed);
            (await own.ContainersAsync()).ShouldBeEmpty();
        }
        finally
        {
            await own.DisposeAsync();
        }
    }

    private StageBench Bench(StageSettings? settings = null)
    {
        if (engine.WhyMissing is { } why) Assert.Skip(why);
        var bench = new StageBench { Settings = settings ?? Once };
        // The machine that runs these tests has no TPU; a stage asks for one first.
        Directory.CreateDirectory(Path.Combine(bench.Folder.Path, "bin"));
        bench.Folder.WriteScript("bin/tpu-info", "");
        return bench;
    }

    private Task<StageReport> RunAsync(
        StageBench bench,
        string command,
        Func<ContainerPlan, ContainerPlan>? change = null,
        string? host = null,
        params ReadOnlySpan<(string, string)> environment
    )
    {
        var plan = new ContainerPlan(Plain, DockerEngine.Image, ThisProcess.AsContainerOwner()) { Home = bench.Folder.Path };
        var processes = new ProcessRunnerWithVariables(
            new ProcessRunner(bench.Folder.Path, TimeProvider.System),
            ("DOCKER_HOST", host ?? engine.Host),
            ("PATH", SearchPath(bench))
        );
        return bench.Runner(processes).RunAsync(Job(command, [.. environment]), change is null ? plan : change(plan), Stop);
    }

    // Another process, since these tests cannot send themselves signals.
    private Process Start(StageBench bench) =>
        Process.Start(
            new ProcessStartInfo(
                "dotnet",
                [
                    Path.Combine(AppContext.BaseDirectory, "Dummy.dll"),
                    "run-container",
                    bench.Folder.Path,
                    DockerEngine.Image,
                    "echo running; exec sleep 1000",
                ]
            )
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                Environment = { ["PATH"] = SearchPath(bench), ["DOCKER_HOST"] = engine.Host },
            }
        )!;

    private static async Task<string> FirstLineAsync(Process run)
    {
        while (await run.StandardOutput.ReadLineAsync(Stop) is { } line)
            if (line.Contains("running")) return line;
        return "";
    }

    private static string SearchPath(StageBench bench) =>
        $"{Path.Combine(bench.Folder.Path, "bin")}:{Environment.GetEnvironmentVariable("PATH")}";

    private static IEnumerable<string> CommandLines()
    {
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])))
        {
            string line;
            try
            {
                line = File.ReadAllText(Path.Combine(process, "cmdline"));
            }
            catch (IOException)
            {
                continue;
            }

            yield return line;
        }
    }
}
