using BuildkiteCi.LocalBuilds.Store;
using BuildkiteCi.Machine;
using Microsoft.Extensions.Time.Testing;
using TestSupport;

namespace BuildkiteCi.LocalBuilds.Tests.Local;

/// <summary>What is written of jobs does not go by the machine's clock, which may be set while they run.</summary>
public sealed class LocalJobsTests : IDisposable
{
    private static readonly JobId Job = new(new StepId(1, 0), 0);

    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 29, 12, 0, 0, TimeSpan.Zero));

    public void Dispose() => folder.Dispose();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private LocalJobs Jobs => new LocalBuild(Path.Combine(folder.Path, "state"), new DiskFileTree(folder.Path), time).Jobs;

    [Fact]
    public async Task Tries_are_in_the_order_in_which_they_started_though_the_clock_was_set_back()
    {
        await Jobs.StartAsync(Try(1), Stop);
        time.AdjustTime(time.GetUtcNow().AddHours(-3));
        await Jobs.StartAsync(Try(2), Stop);

        (await Jobs.TriesAsync(Stop)).Select(one => one.Try).ShouldBe([1, 2]);
        (await Jobs.JobsOfAsync(Job.Step, Stop)).ShouldBe(["try-1", "try-2"]);
        (await Jobs.RunningJobsAsync(Stop)).ShouldBe(["try-1", "try-2"]);
    }

    [Theory]
    [InlineData(-3)]
    [InlineData(0)]
    [InlineData(+3)]
    public async Task A_try_took_as_long_as_it_took_whatever_was_done_to_the_clock(int hours)
    {
        await Jobs.StartAsync(Try(1), Stop);
        time.AdjustTime(time.GetUtcNow().AddHours(hours));
        await Jobs.EndAsync("try-1", "finished", 0, TimeSpan.FromSeconds(1.5), Stop);

        var one = (await Jobs.TriesAsync(Stop)).ShouldHaveSingleItem();
        (one.Started, one.Ended).ShouldBe(("2026-11-29T12:00:00.000Z", "2026-11-29T12:00:01.500Z"));
    }

    [Theory]
    [InlineData(-3, "2026-11-29T12:00:00.000Z")]
    [InlineData(+3, "2026-11-29T15:00:00.000Z")]
    public async Task A_try_whose_run_was_killed_ends_no_sooner_than_it_started(int hours, string ended)
    {
        await Jobs.StartAsync(Try(1), Stop);
        time.AdjustTime(time.GetUtcNow().AddHours(hours));
        await Jobs.EndAsync("try-1", "interrupted", 137, span: null, Stop);

        (await Jobs.TriesAsync(Stop)).ShouldHaveSingleItem().Ended.ShouldBe(ended);
    }

    private static LocalTry Try(int number) => new($"try-{number}", Job, number, "uuid", $"logs/{number}.log");
}
