using BuildkiteCi.LocalBuilds.Running;
using BuildkiteCi.LocalBuilds.Running.Scheduling;
using BuildkiteCi.LocalBuilds.Store;
using BuildkiteCi.Pipelines.Builds;
using static BuildkiteCi.LocalBuilds.Tests.Running.RunBench;

namespace BuildkiteCi.LocalBuilds.Tests.Running;

/// <summary>Runs that a job, a signal or a limit ends, and runs that are taken up again.</summary>
public sealed class EndedRunTests : IDisposable
{
    private readonly RunBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public async Task A_job_cancels_another_step_and_what_depends_on_that_does_not_run()
    {
        var result = await bench.RunAsync("""
            steps:
              - { key: long, command: "touch started; sleep 1000", retry: { automatic: true } }
              - { key: waiting, command: 'true', depends_on: held }
              - { key: held, command: 'true', depends_on: long, allow_dependency_failure: true }
              - { key: canceller, command: "until test -e started; do sleep 0.05; done; buildkite-agent step cancel --step waiting; buildkite-agent step cancel --step long" }
            """);

        result.Verdict.ShouldBe(RunVerdict.Failed);
        (result.EndOf("long"), result.EndOf("held"), result.EndOf("waiting"), result.EndOf("canceller")).ShouldBe(
            (StepEnd.Cancelled, StepEnd.NotRun, StepEnd.Cancelled, StepEnd.Passed)
        );
        bench.View.Lines.ShouldContain("waiting | cancelled: by a job of the build");
        bench.View.Events.OfType<JobStarted>().Count(started => started.Step.Plan.Key?.Text == "long").ShouldBe(1);
    }

    [Fact]
    public async Task A_job_cancels_the_whole_build()
    {
        var result = await bench.RunAsync("""
            steps:
              - { key: long, command: "touch started; sleep 1000" }
              - { key: canceller, command: "until test -e started; do sleep 0.05; done; buildkite-agent build cancel; sleep 1000" }
              - wait
              - { key: later, command: touch later }
            """);

        result.Verdict.ShouldBe(RunVerdict.Cancelled);
        (result.EndOf("long"), result.EndOf("canceller")).ShouldBe((StepEnd.Cancelled, StepEnd.Cancelled));
        bench.Lines("later").ShouldBeEmpty();
        File.Exists(Path.Combine(bench.Root.Path, "later")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_job_that_takes_too_long_is_ended_with_everything_that_it_started()
    {
        bench.Adjust = command => command.Timeout is { } minute ? command with { Timeout = minute / 200 } : command;

        var result = await bench.RunAsync(
            "steps: [{ key: slow, timeout_in_minutes: 1, command: 'sleep 1000 & echo $! > pid; sleep 1000' }, { wait: ~, "
                + "continue_on_failure: true }, { key: tells, command: 'buildkite-agent step get outcome --step slow > outcome' }]"
        );

        result.EndOf("slow").ShouldBe(StepEnd.TimedOut);
        bench.Lines("outcome").ShouldBe(["errored"]);
        ProcessTable.Runs(bench.Lines("pid")[0]).ShouldBeFalse();
    }

    [Fact]
    public async Task What_a_job_leaves_running_is_gone_when_it_ends()
    {
        await bench.RunAsync("steps: [{ command: 'setsid sleep 1000 & echo $! > pid' }]");

        ProcessTable.Runs(bench.Lines("pid")[0]).ShouldBeFalse();
    }

    [Fact]
    public async Task A_run_that_is_ended_leaves_no_process_and_is_taken_up_where_it_stood()
    {
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        bench.View.Watcher = happened =>
        {
            if (happened is JobWrote { Line.Text: "running" }) interrupt.Cancel();
        };

        var first = await bench.RunAsync("""
            steps:
              - { key: done, command: echo done >> order }
              - { key: half, depends_on: done, command: "echo half >> order; if [ ! -e once ]; then touch once; echo $$ > pid; sleep 1000 & trap 'echo cleaned >> order; exit 1' TERM; echo running; wait; fi" }
              - { key: last, depends_on: half, command: echo last >> order }
            """, stop: interrupt.Token);

        first.Verdict.ShouldBe(RunVerdict.Interrupted);
        ProcessTable.Runs(bench.Lines("pid")[0]).ShouldBeFalse();

        var second = await bench.RunAsync(settings => settings with { Continues = true });

        second.Verdict.ShouldBe(RunVerdict.Passed);
        bench.Lines("order").ShouldBe(["done", "half", "cleaned", "half", "last"]);
    }

    [Fact]
    public async Task A_failed_run_that_is_taken_up_runs_what_failed_again_and_forgets_what_that_uploaded()
    {
        const string Pipeline = """
            steps:
              - key: uploads
                command: |
                  echo 'steps: [{ key: inner, command: echo inner >> order }]' | buildkite-agent pipeline upload
                  test -e mended
              - wait
              - { key: last, command: echo last >> order }
            """;

        (await bench.RunAsync(Pipeline)).Verdict.ShouldBe(RunVerdict.Failed);
        bench.Root.Write("mended", "");

        (await bench.RunAsync(settings => settings with { Continues = true })).Verdict.ShouldBe(RunVerdict.Passed);
        bench.Lines("order").ShouldBe(["inner", "last"]);
    }

    [Fact]
    public async Task The_same_uploads_are_run_anew_without_what_the_last_run_left()
    {
        await bench.Build.SetMetaDataAsync("model-list", "Qwen/Qwen3-4B", Stop);
        await bench.Build.UploadAsync(
            new Upload(
                "a",
                "steps: [{ key: a, command: \"buildkite-agent meta-data exists a && exit 9; buildkite-agent meta-data set a 1; echo run >> "
                    + "runs\" }]"
            ),
            Stop
        );

        (await bench.RunAsync()).Verdict.ShouldBe(RunVerdict.Passed);
        (await bench.RunAsync()).Verdict.ShouldBe(RunVerdict.Passed);

        bench.Lines("runs").Length.ShouldBe(2);
        (await bench.Build.MetaDataAsync("model-list", Stop)).ShouldBe("Qwen/Qwen3-4B");
    }

    [Fact]
    public async Task A_job_that_wants_it_is_ended_when_the_build_fails()
    {
        var result = await bench.RunAsync("""
            steps:
              - { key: long, cancel_on_build_failing: true, command: touch started; exec sleep 1000 }
              - { key: bad, command: "while [ ! -e started ]; do sleep 0.01; done; exit 1" }
            """);

        result.EndOf("long").ShouldBe(StepEnd.Cancelled);
    }

    [Fact]
    public async Task Two_runs_of_one_state_folder_do_not_get_into_each_other()
    {
        var tries = new List<Task<Diagnosed<RunResult>>>();
        bench.View.Watcher = happened =>
        {
            if (happened is JobStarted && tries.Count == 0) tries.Add(bench.TryAsync());
        };

        await bench.RunAsync("steps: [{ command: sleep 0.2 }]");

        (await Should.ThrowAsync<BuildException>(() => tries.Single())).Message.ShouldMatch(
            @"^a test \(process \d+, since .*\) uses the state in "
        );
    }
}
