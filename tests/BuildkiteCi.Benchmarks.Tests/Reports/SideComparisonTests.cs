using System.Collections.Immutable;
using System.Text.Json;
using BuildkiteCi.Benchmarks.Changes;
using BuildkiteCi.Benchmarks.History;
using BuildkiteCi.Benchmarks.Metrics;
using BuildkiteCi.Benchmarks.Reports;
using BuildkiteCi.Benchmarks.Tests.Changes;
using BuildkiteCi.Pipelines.Builds;

namespace BuildkiteCi.Benchmarks.Tests.Reports;

public sealed class SideComparisonTests
{
    private static readonly DateTimeOffset First = new(2026, 1, 1, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Only_what_is_beyond_noise_is_called_different()
    {
        // Forty cases of one metric; the last night of two of them is off by ten deviations.
        var history = HistoryOf(40, 61, (one, night) => night == 60 && one < 2 ? -0.1 : 0);

        var comparison = SideComparison.Of(history, SideComparison.Baseline, Commit(60), WatchSettings.BuiltIn);

        comparison.Cells.Length.ShouldBe(40);
        comparison
            .Cells.Where(cell => cell.Verdict != ChangeVerdict.Unchanged)
            .Select(cell => (cell.Case, cell.Verdict))
            .ShouldBe([("case 00", ChangeVerdict.Regressed), ("case 01", ChangeVerdict.Regressed)]);
        var cell = comparison.Cells[0];
        (cell.RunsA, cell.RunsB).ShouldBe((60, 1));
        cell.Relative.ShouldBe(Math.Exp(-0.1) - 1, 0.03);
        (cell.Low < cell.Relative && cell.Relative < cell.High && cell.High < 0).ShouldBeTrue();
    }

    [Fact]
    public void Two_commits_two_releases_and_two_configurations_are_compared_alike()
    {
        var history = HistoryOf(
            1,
            60,
            (_, night) => night >= 50 ? 0.2 : 0,
            night =>
                night == 10 ? "v0.1.0"
                : night == 55 ? "v0.2.0"
                : null
        );

        foreach (var (a, b) in new[] { (Commit(10), Commit(55)), ("v0.1.0", "v0.2.0"), (Commit(10)[..8], "v0.2.0") })
            SideComparison.Of(history, a, b, WatchSettings.BuiltIn).Cells.ShouldHaveSingleItem().Verdict.ShouldBe(ChangeVerdict.Improved);

        var other = HistoryOf(1, 60, (_, _) => 0.3, configuration: "0123456789abcdef");
        var both = history with
        {
            Series =
            [
                .. history.Series,
                .. other.Series.Select(series =>
                    series with
                    {
                        Points = [.. series.Points.Select(point => point with { Row = point.Row + 60 })],
                    }
                ),
            ],
            Runs = [.. history.Runs, .. other.Runs],
        };
        SideComparison.Of(both, "base", "012345", WatchSettings.BuiltIn).Cells.ShouldHaveSingleItem().RunsB.ShouldBe(60);
    }

    [Fact]
    public void Too_few_runs_are_said_to_be_too_few()
    {
        var comparison = SideComparison.Of(HistoryOf(1, 3, (_, night) => night), Commit(0), Commit(2), WatchSettings.BuiltIn);

        comparison.Cells.ShouldHaveSingleItem().Verdict.ShouldBe(ChangeVerdict.NotEnoughData);
        using var json = JsonDocument.Parse(SideComparisonText.WriteJson(comparison));
        json.RootElement.GetProperty("cells")[0].GetProperty("relative_low").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public void Text_and_annotation_show_differences_first_and_colour_them_alone()
    {
        var comparison = SideComparison.Of(
            HistoryOf(12, 61, (one, night) => night == 60 && one == 7 ? -0.2 : 0),
            SideComparison.Baseline,
            Commit(60),
            WatchSettings.BuiltIn
        );

        var text = SideComparisonText.Write(comparison).Split('\n');
        text[0].ShouldEndWith(": 1 regressed, 11 unchanged");
        text[1].ShouldStartWith("case 07 on v6e-1, request_throughput: ");
        text[1].ShouldMatch(@"-1[0-9]\.[0-9] % \(95 % between -.* and -.* %\), regressed$");
        var annotation = SideComparisonText.Annotation(comparison);
        annotation.Style.ShouldBe(AnnotationStyle.Warning);
        annotation.Body.Split("🔴").Length.ShouldBe(2);
        annotation.Body.ShouldContain("<details><summary>11 within noise</summary>");
    }

    private static string Commit(int night) => $"{night:x2}{new string('a', 38)}";

    private static HistorySeries HistoryOf(
        int cases,
        int nights,
        Func<int, int, double> off,
        Func<int, string?>? release = null,
        string configuration = "base"
    )
    {
        var (series, runs) = (ImmutableArray.CreateBuilder<Series>(), ImmutableArray.CreateBuilder<HistoryRun>());
        for (var one = 0; one < cases; one++)
        {
            var noise = SimulatedSeries.Noise(new Random(one + 1), nights, 0.01);
            var points = ImmutableArray.CreateBuilder<SeriesPoint>();
            for (var night = 0; night < nights; night++)
            {
                var versions = ImmutableSortedDictionary<string, string>.Empty.Add("tpu-inference", Commit(night));
                points.Add(
                    new SeriesPoint(
                        runs.Count,
                        DateOnly.FromDateTime(First.AddDays(night).DateTime),
                        Commit(night),
                        10 * Math.Exp(noise[night] + off(one, night))
                    )
                    {
                        Moment = First.AddDays(night),
                        Versions = versions,
                    }
                );
                runs.Add(
                    new HistoryRun(
                        $"{one}-{night}",
                        $"case {one:00}",
                        "v6e-1",
                        configuration,
                        versions,
                        Commit(night),
                        First.AddDays(night),
                        release?.Invoke(night),
                        null,
                        "Passing",
                        true
                    )
                );
            }

            series.Add(
                new Series(new SeriesKey($"case {one:00}", "v6e-1", KnownMetrics.RequestThroughput, configuration), points.ToImmutable())
            );
        }

        return new HistorySeries(series.ToImmutable(), runs.ToImmutable(), ImmutableDictionary<SeriesKey, double>.Empty);
    }
}
