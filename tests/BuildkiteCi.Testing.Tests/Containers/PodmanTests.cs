using System.Collections.Immutable;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Machine;
using static BuildkiteCi.Testing.Tests.StageBench;

namespace BuildkiteCi.Testing.Tests.Containers;

/// <summary>Stages in containers of a real Podman: where it answers otherwise than Docker, and what must hold with any engine.</summary>
public sealed class PodmanTests(PodmanEngine engine) : IClassFixture<PodmanEngine>
{
    private static readonly StageSettings Once = StageSettings.BuiltIn with { Retry = StageSettings.BuiltIn.Retry with { MaxRetries = 0 } };

    private ContainerSettings Plain => StageSettings.BuiltIn.Container with
    {
        Engine = engine.Program,
        IsPrivileged = false,
        SharedMemory = "64m",
        Volumes = [],
        SetVariables = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal),
        Arguments = [.. PodmanEngine.Limits],
    };

    [Fact]
    public async Task Output_comes_in_order_and_the_exit_status_is_the_commands()
    {
        using var bench = Bench();

        var report = await RunAsync(bench, "for i in $(seq 1 200); do echo line $i; done; exit 7");

        report.Judgement.ShouldBe(new StageJudgement(StageVerdict.Failed, "exit status 7"));
        bench.Log.Output.ShouldBe(Enumerable.Range(1, 200).Select(number => $"line {number}"));
        (await engine.ContainersAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("--no-such-option", "unknown flag: --no-such-option")]
    [InlineData("--net=nowhere", "network not found")]
    [InlineData("--user=nobody-here", "unable to find user nobody-here")]
    [InlineData("--memory=lots", "invalid value for memory")]
    [InlineData("--device=/dev/no-such-device", "no such file or directory")]
    [InlineData("--cap-add=NO_SUCH", "unknown capability")]
    public async Task A_refusal_that_cannot_change_is_said_once_and_not_tried_again(string argument, string refusal)
    {
        using var bench = Bench(StageSettings.BuiltIn);

        var report = await RunAsync(
            bench,
            "echo runs",
            plan => plan with { Settings = Plain with { Network = "", Arguments = [.. PodmanEngine.Limits, argument] } }
        );

        (report.Judgement.Verdict, report.Tries).ShouldBe((StageVerdict.Infrastructure, 1), report.Judgement.Reason);
        report.Judgement.Reason.ShouldStartWith("container refused: ");
        report.Judgement.Reason.ShouldContain(refusal);
        bench.Log.Notices.ShouldNotContain(notice => notice.Contains(refusal));
        (await engine.ContainersAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_image_that_is_nowhere_is_the_machines_failure()
    {
        using var bench = Bench();

        var report = await RunAsync(bench, "echo runs", plan => plan with { Image = "localhost:1/no-such-image:tag" });

        report.Judgement.Verdict.ShouldBe(StageVerdict.Infrastructure);
        report.Judgement.Reason.ShouldContain("image pull failed: localhost:1/no-such-image:tag: ");
    }

    [Fact]
    public async Task A_container_that_ignores_TERM_is_gone_after_its_time()
    {
        using var bench = Bench(Once with { Timeout = TimeSpan.FromSeconds(2), StopGrace = TimeSpan.FromMilliseconds(200) });

        var report = await RunAsync(bench, "trap '' TERM INT; echo stays; while true; do sleep 1; done");

        report.Judgement.Verdict.ShouldBe(StageVerdict.TimedOut);
        (await engine.ContainersAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_container_whose_run_is_gone_is_removed_and_one_whose_run_lives_stays()
    {
        using var bench = Bench();
        var owner = ThisProcess.AsContainerOwner();
        await StartAsync("left", $"{Environment.MachineName}/999999999/1");
        await StartAsync("living", owner.Mark);

        var report = await RunAsync(bench, "echo next");

        report.Judgement.Verdict.ShouldBe(StageVerdict.Passed, report.Judgement.Reason);
        (await engine.ContainersAsync()).ShouldBe(["living"]);
        bench.Log.Notices.ShouldContain(notice => notice.Contains("which a run left behind that is gone"));
        await engine.AskAsync("rm", "--force", "--time", "0", "living");

        async Task StartAsync(string name, string mark) =>
            (await engine.AskAsync([
                "run", "--detach", "--name", name, "--label", $"{ContainerPlace.OwnerLabel}={mark}", "--net", "host", .. PodmanEngine.Limits,
                PodmanEngine.Image, "sleep", "1000",
            ])).Status.ShouldBe(0);
    }

    [Fact]
    public async Task A_variable_reaches_the_container_and_files_that_it_wrote_as_root_are_read()
    {
        using var bench = Bench();
        const string Report = "<testsuite><testcase classname=\"a\" name=\"b\"><failure message=\"no\"/></testcase></testsuite>";

        var report = await RunAsync(
            bench,
            $"echo \"$HF_TOKEN\" | tr a-z A-Z; echo '{Report}' > /results/report.xml; chmod 600 /results/report.xml; exit 1",
            environment: ("HF_TOKEN", "hf_only_in_the_environment")
        );

        report.Judgement.Verdict.ShouldBe(StageVerdict.Failed);
        bench.Log.Output.ShouldContain("HF_ONLY_IN_THE_ENVIRONMENT");
        (await bench.Build.Annotations.AllAsync(Stop)).ShouldHaveSingleItem().Body.ShouldContain("a");
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
        params ReadOnlySpan<(string, string)> environment
    )
    {
        var plan = new ContainerPlan(Plain, PodmanEngine.Image, ThisProcess.AsContainerOwner()) { Home = bench.Folder.Path };
        var processes = new ProcessRunnerWithVariables(
            new ProcessRunner(bench.Folder.Path, TimeProvider.System),
            ("PATH", $"{Path.Combine(bench.Folder.Path, "bin")}:{Environment.GetEnvironmentVariable("PATH")}")
        );
        return bench.Runner(processes).RunAsync(Job(command, [.. environment]), change is null ? plan : change(plan), Stop);
    }
}
