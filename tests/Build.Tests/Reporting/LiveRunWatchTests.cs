using System.Collections.Immutable;
using Build.Reporting;
using BuildkiteCi.Core;
using BuildkiteCi.LocalBuilds.Running;
using BuildkiteCi.LocalBuilds.Running.Planning;
using BuildkiteCi.LocalBuilds.Running.Scheduling;
using BuildkiteCi.Pipelines;
using Microsoft.Extensions.Time.Testing;
using Spectre.Console.Testing;

namespace Build.Tests.Reporting;

public sealed class LiveRunWatchTests : IAsyncDisposable
{
    private const int Width = 40;

    private readonly TestConsole console = new TestConsole().EmitAnsiSequences().Width(Width).Height(10);
    private readonly FakeTimeProvider time = new();
    private readonly LiveRunWatch watch;

    public LiveRunWatchTests() => watch = new LiveRunWatch(console, time);

    private string[] Shown => Screen.Of(console.Output, Width);

    public async ValueTask DisposeAsync()
    {
        await watch.DisposeAsync();
        console.Dispose();
    }

    [Fact]
    public void Running_jobs_stand_at_the_foot_in_the_order_of_their_start_each_with_its_last_line()
    {
        Start(0, "unit");
        Start(1, "accuracy");
        Write(1, "loading");
        Write(1, "\e[32mserving\e[0m\r");
        time.Advance(TimeSpan.FromSeconds(2));

        Shown.ShouldBe(["     2.0 s unit", "     2.0 s accuracy serving", "2 running, 0 ended"]);
    }

    [Fact]
    public void What_has_ended_scrolls_by_above_and_nothing_of_what_stood_there_is_left()
    {
        Start(0, "unit");
        Start(1, "accuracy");
        Write(0, "a line that is longer than the terminal is wide, by far");
        time.Advance(TimeSpan.FromSeconds(1));
        End(0, StepEnd.Passed, 0);

        Shown.ShouldBe(["00:00:00 unit | passed after 1.0 s", "     1.0 s accuracy", "1 running, 1 ended"]);
    }

    [Fact]
    public void A_failed_job_shows_its_last_lines()
    {
        Start(0, "unit");
        Write(0, "E   assert 1 == 2");
        End(0, StepEnd.Failed, 1);

        Shown.ShouldBe(["  E   assert 1 == 2", "00:00:00 unit | failed (exit status 1) a", "fter 1.0 s", "0 running, 1 ended"]);
    }

    [Fact]
    public void A_line_is_cut_to_the_terminal_and_more_jobs_than_fit_are_counted()
    {
        for (var job = 0; job < 20; job++) Start(job, $"step number {job} with a label that is too long");

        Shown.Length.ShouldBe(9);
        Shown.ShouldAllBe(line => line.Length < Width);
        Shown[0].ShouldBe("      0 ms step number 12 with a label…");
        Shown[^1].ShouldBe("20 running, 0 ended");
    }

    [Fact]
    public async Task While_it_pauses_the_terminal_is_somebody_else_s()
    {
        Start(0, "unit");
        await watch.PauseAsync();
        time.Advance(TimeSpan.FromSeconds(5));

        Shown.ShouldBeEmpty();
    }

    private void Start(int job, string label) => watch.Show(new JobStarted(default, Step, new RunJob(label, "true", []), Id(job), 1));

    private void Write(int job, string text) => watch.Show(new JobWrote(default, new RunJob("", "true", []), Id(job), new OutputLine(text, IsError: false)));

    private void End(int job, StepEnd became, int status) =>
        watch.Show(new JobEnded(default, new RunJob("unit", "true", []), Id(job), new JobEnd(status), TimeSpan.FromSeconds(1), became));

    private static JobId Id(int job) => new(new StepId(1, job), 0);

    private static RunStep Step { get; } =
        UploadPlanner.Plan(PipelineDocument.Read(new SourceFile("p.yml", "steps: [{ command: 'true' }]")).Value!, 1, new PlanningContext(ImmutableDictionary<string, string>.Empty, RunFilter.All)).Value!.Steps[0];
}
