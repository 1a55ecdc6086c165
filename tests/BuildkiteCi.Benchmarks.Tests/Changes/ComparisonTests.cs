using BuildkiteCi.Benchmarks.Changes;

namespace BuildkiteCi.Benchmarks.Tests.Changes;

public sealed class ComparisonTests
{
    [Theory]
    [InlineData(1000, ChangeVerdict.Unchanged)]
    [InlineData(1020, ChangeVerdict.Unchanged)]
    [InlineData(1080, ChangeVerdict.Regressed)]
    [InlineData(920, ChangeVerdict.Improved)]
    public void A_run_is_compared_with_where_runs_at_the_baseline_lie(double value, ChangeVerdict verdict)
    {
        var comparison = Comparison.Of(History(60), value, null, DetectionSettings.Default);

        comparison.Verdict.ShouldBe(verdict);
        (comparison.Confidence > 0.99).ShouldBe(verdict != ChangeVerdict.Unchanged);
        comparison.BaselineCommits.ShouldBe(("20260105", "20260305"));
    }

    [Fact]
    public void The_baseline_is_the_level_since_the_last_change()
    {
        var values = SimulatedSeries.Noise(new Random(3), 100, 0.01);
        for (var i = 60; i < 100; i++) values[i] += Math.Log(1.1);
        var history = ChangeDetection.Find(SimulatedSeries.Of("step", values, []).Series, DetectionSettings.Default);

        var comparison = Comparison.Of(history, 1100, null, DetectionSettings.Default);

        (comparison.Verdict, comparison.Baseline!.Count).ShouldBe((ChangeVerdict.Unchanged, 40));
    }

    [Fact]
    public void A_known_standard_error_widens_what_is_expected() =>
        Comparison.Of(History(60), 1080, standardError: 60, DetectionSettings.Default).Verdict.ShouldBe(ChangeVerdict.Unchanged);

    [Fact]
    public void A_short_history_is_not_enough_data() =>
        Comparison.Of(History(8), 2000, null, DetectionSettings.Default).Verdict.ShouldBe(ChangeVerdict.NotEnoughData);

    private static SeriesChanges History(int nights) =>
        ChangeDetection.Find(
            SimulatedSeries.Of("noise", SimulatedSeries.Noise(new Random(1), nights, 0.012), []).Series,
            DetectionSettings.Default
        );
}
