using BuildkiteCi.Benchmarks.Changes;
using BuildkiteCi.Benchmarks.Metrics;
using BuildkiteCi.Catalogue.Results;

namespace BuildkiteCi.Benchmarks.Tests.Changes;

public sealed class ChangeEventTests
{
    [Fact]
    public void Three_causes_in_many_metrics_of_many_cases_are_three_events_the_largest_change_first()
    {
        var found =
            from one in Enumerable.Range(0, 8)
            from metric in new[] { KnownMetrics.P99EndToEnd, KnownMetrics.RequestThroughput }
            select Found($"case {one}", metric, seed: 31 * one + metric.Name.Length, [(40, 0.06 + 0.01 * one), (80, -0.07), (120, 0.05)]);

        var events = ChangeEvent.Of(found);

        events.Length.ShouldBe(3);
        events.Select(one => one.FirstBad.Date).ShouldBe([.. events.Select(one => one.FirstBad.Date).OrderDescending()]);
        foreach (var (one, at) in events.Zip([120, 80, 40]))
        {
            (one.Cases, one.Members.Length).ShouldBe((8, 16));
            (one.LastGood.Row < at && at <= one.FirstBad.Row).ShouldBeTrue($"{one.LastGood.Row} {at} {one.FirstBad.Row}");
        }

        events[^1].Members[0].Series.Case.ShouldBe("case 7");
    }

    [Fact]
    public void Changes_that_cannot_have_come_in_together_are_two_events()
    {
        var events = ChangeEvent.Of([
            Found("a", KnownMetrics.P99EndToEnd, 1, [(60, 0.2)]),
            Found("b", KnownMetrics.P99EndToEnd, 2, [(61, 0.2)]),
        ]);

        events.Select(one => one.FirstBad.Row).ShouldBe([61, 60]);
    }

    [Fact]
    public void An_event_of_suspicions_alone_is_suspected_and_comes_with_advice()
    {
        var one = ChangeEvent.Of([Found("a", KnownMetrics.P99EndToEnd, 3, [(159, 0.9)])]).ShouldHaveSingleItem();

        one.IsSuspected.ShouldBeTrue();
        EventText
            .Write([one])
            .ShouldBe(
                "2026-06-13 regression suspected, 1 metric of 1 case (event 2026-06-13-20260613): 20260612..20260613\n  "
                    + $"{EventText.Line(one.Members[0])}\n"
                    + "  run the same commit again: ./build.sh --target=Benchmark --case-name=a on 20260613; a second run like this one "
                    + "confirms it\n"
            );
    }

    private static SeriesChanges Found(string name, Metric metric, int seed, (int At, double Size)[] steps)
    {
        var values = SimulatedSeries.Noise(new Random(seed), 160, 0.008);
        foreach (var (at, size) in steps)
        {
            for (var i = at; i < values.Length; i++) values[i] += size;
        }

        var series = SimulatedSeries.Of("event", values, []).Series;
        return ChangeDetection.Find(series with { Key = series.Key with { Case = name, Metric = metric } }, DetectionSettings.Default);
    }
}
