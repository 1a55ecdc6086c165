using System.Collections.Immutable;
using BuildkiteCi.LocalBuilds.Running;
using BuildkiteCi.LocalBuilds.Store;
using BuildkiteCi.Machine;
using BuildkiteCi.Pipelines.Builds;

namespace BuildkiteCi.LocalBuilds.Tests.Running;

/// <summary>A state folder that a run was killed in, or that is busy.</summary>
public sealed class KilledRunTests : IDisposable
{
    private readonly RunBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public async Task What_a_killed_run_has_left_running_is_ended_before_anybody_writes_there_again()
    {
        // As a run leaves it that was killed: a job that is written down as running, and its processes.
        const string Job = "0b0f4f3e-6d0f-4a8e-9f59-6c7f9f9f0001";
        await bench.BeginAsync();
        await bench.Build.Jobs.StartAsync(new LocalTry(Job, new JobId(new StepId(1, 0), 0), 1, "uuid", "logs/1.log"), RunBench.Stop);
        using var runner = CancellationTokenSource.CreateLinkedTokenSource(RunBench.Stop);
        var started = new TaskCompletionSource<string>();
        var left = CommandLine.Of("bash", "-c", "echo $$; sleep 1000") with
        {
            Environment = new Dictionary<string, string?> { ["BUILDKITE_JOB_ID"] = Job }.ToImmutableDictionary(),
        };
        var running = new ProcessRunner(bench.Root.Path, TimeProvider.System).RunAsync(
            left,
            line => started.TrySetResult(line.Text),
            runner.Token
        );
        var process = await started.Task;

        using var held = await bench.Build.HoldAsync("a test", TimeSpan.FromSeconds(5), RunBench.Stop);

        ProcessTable.Runs(process).ShouldBeFalse();
        (await running).Status.ShouldBe(143);
        (await bench.Build.Jobs.TriesAsync(RunBench.Stop)).ShouldHaveSingleItem().State.ShouldBe("interrupted");
    }

    [Fact]
    public async Task The_container_of_a_killed_run_is_removed_by_the_next_one_and_no_other()
    {
        // An engine that keeps what it runs: the container's file is there until it is removed, whatever became of the client.
        bench.Root.WriteScript("bin/docker", """
            case $1 in
                version) exit 0 ;;
                run) ls .buildkite-local/containers > noted; touch "container-$4" ;;
                rm) echo "$4" >> removed; rm -f "container-$4" ;;
            esac
            """);
        bench.Adjust = command =>
            command.Program == "docker" ? command with { Program = Path.Combine(bench.Root.Path, "bin/docker") } : command;
        const string Pipeline = "steps: [{ command: pytest, plugins: [docker#v5.12.0: { image: alpine }] }]";
        bench.Root.Write("container-somebody-elses", "");
        await bench.RunAsync(Pipeline);
        bench.Lines("noted").ShouldHaveSingleItem();
        Directory.GetFiles(Path.Combine(bench.Build.StateFolder, "containers")).ShouldBeEmpty();

        new JobContainers(bench.Build.StateFolder, new ProcessRunner(bench.Root.Path, TimeProvider.System)).Note(
            "a-job",
            CommandLine.Of("docker", "rm", "--force", "--volumes", "buildkiteci-a-job")
        );
        bench.Root.Write("container-buildkiteci-a-job", "");
        await bench.RunAsync("steps: [{ command: test ! -e container-buildkiteci-a-job }]");

        Directory.GetFiles(bench.Root.Path, "container-*").Select(Path.GetFileName).ShouldBe(["container-somebody-elses"]);
        Directory.GetFiles(Path.Combine(bench.Build.StateFolder, "containers")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""["touch", "started"]""")]
    [InlineData("""["docker", "run", "buildkiteci-a-job", "touch", "started"]""")]
    [InlineData("""["docker", "rm", "--force", "--volumes", "somebody-elses"]""")]
    [InlineData("""["docker", 1]""")]
    [InlineData("""{ "a": 1 }""")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("""["docker", "rm""")]
    public async Task A_note_that_removes_no_container_of_ours_starts_nothing_and_is_gone(string note)
    {
        bench.Root.WriteScript("bin/docker", "touch started");
        bench.Adjust = command =>
            command.Program == "docker" ? command with { Program = Path.Combine(bench.Root.Path, "bin/docker") } : command;
        bench.Root.Write(".buildkite-local/containers/a-job.json", note);

        await bench.RunAsync("steps: [{ command: test ! -e started && touch ran }]");

        File.Exists(Path.Combine(bench.Root.Path, "ran")).ShouldBeTrue();
        Directory.GetFiles(Path.Combine(bench.Build.StateFolder, "containers")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_busy_state_folder_is_refused_before_anything_is_written_there()
    {
        using var held = await bench.Build.HoldAsync("RunPipeline", TimeSpan.Zero, RunBench.Stop);
        await bench.Build.BeginAsync(held, RunBench.Stop);
        await bench.Build.UploadAsync(new Upload("first", "steps: []"), RunBench.Stop);

        var refused = await Should.ThrowAsync<BuildException>(() =>
            bench.Build.HoldAsync("GeneratePipeline", TimeSpan.Zero, RunBench.Stop)
        );

        refused.Message.ShouldStartWith($"RunPipeline (process {Environment.ProcessId}, since ");
        (await bench.Build.UploadsAsync(RunBench.Stop)).ShouldHaveSingleItem().Name.ShouldBe("first");
    }

    [Fact]
    public async Task Several_add_to_a_build_at_once_and_nobody_begins_or_runs_one_meanwhile()
    {
        var state = bench.Build.StateFolder;
        using (StateLock.Share(state, "RunTpuTests", DateTimeOffset.UtcNow))
        using (StateLock.Share(state, "RecordResult", DateTimeOffset.UtcNow))
        {
            var refused = await Should.ThrowAsync<BuildException>(() => bench.Build.HoldAsync("RunPipeline", TimeSpan.Zero, RunBench.Stop));
            refused.Message.ShouldStartWith($"RecordResult (process {Environment.ProcessId}, since ");
        }

        using var held = await bench.Build.HoldAsync("RunPipeline", TimeSpan.Zero, RunBench.Stop);
        Should
            .Throw<BuildException>(() => StateLock.Share(state, "RunTpuTests", DateTimeOffset.UtcNow))
            .Message.ShouldStartWith("RunPipeline (process ");
    }

    [Fact]
    public async Task One_step_is_run_again_alone_or_with_all_that_waits_for_it()
    {
        const string Pipeline = """
            steps:
              - { key: a, command: echo a >> order }
              - { key: b, depends_on: a, command: "echo b >> order; test -e mended" }
              - { key: c, depends_on: b, command: echo c >> order }
              - { key: d, command: echo d >> order }
            """;
        bench.JobsAtOnce = 1;
        (await bench.RunAsync(Pipeline)).Verdict.ShouldBe(RunVerdict.Failed);
        bench.Root.Write("mended", "");
        bench.Root.Write("order", "");

        await bench.RunAsync(settings =>
            settings with
            {
                Scope = new RunScope { Rerun = [BuildkiteCi.Pipelines.Steps.StepKey.Parse("b")!] },
            }
        );
        bench.Lines("order").ShouldBe(["b"]);

        (
            await bench.RunAsync(settings =>
                settings with
                {
                    Scope = new RunScope { From = BuildkiteCi.Pipelines.Steps.StepKey.Parse("b") },
                }
            )
        ).Verdict.ShouldBe(RunVerdict.Passed);
        bench.Lines("order").ShouldBe(["b", "b", "c"]);
    }

    [Fact]
    public async Task Until_a_step_only_what_it_waits_for_is_run()
    {
        await bench.RunAsync(
            "steps: [{ key: a, command: echo a >> order }, { key: b, depends_on: a, command: echo b >> order }, { key: c, command: echo c "
                + ">> order }]",
            settings => settings with { Scope = new RunScope { Until = BuildkiteCi.Pipelines.Steps.StepKey.Parse("b") } });

        bench.Lines("order").ShouldBe(["a", "b"]);
    }
}
