using System.Collections.Immutable;
using System.Text.Json;
using BuildkiteCi.Benchmarks.Changes;
using BuildkiteCi.Benchmarks.Metrics;
using BuildkiteCi.Benchmarks.Reports;
using BuildkiteCi.Benchmarks.Tests.Changes;

namespace BuildkiteCi.Benchmarks.Tests.Reports;

public sealed class EventAlertTests
{
    private const int Step = 60;

    [Fact]
    public void An_event_is_told_once_when_it_is_suspected_and_once_when_it_is_confirmed_however_many_metrics_it_has()
    {
        ImmutableArray<Alert> known = [];
        var told = new List<string>();
        for (var nights = Step; nights <= Step + 20; nights++)
        {
            var report = ReportOf(nights, 0.25);
            var book = AlertBook.Update(known, [.. report.Series.Select(one => one.Found)]);
            told.AddRange(EventAlert.Of(known, book, report).Select(alert => alert.State));
            known = book.All;
        }

        told.ShouldBe(["suspected", "confirmed"]);
        known.Length.ShouldBe(3);
    }

    [Fact]
    public void An_event_that_is_over_is_told_once()
    {
        var report = ReportOf(Step + 15, 0.25);
        var known = AlertBook.Update([], [.. report.Series.Select(one => one.Found)]).All;
        var later = ReportOf(Step + 40, 0.25, until: Step + 20);
        var book = AlertBook.Update(known, [.. later.Series.Select(one => one.Found)]);

        EventAlert.Of(known, book, later).Select(alert => alert.State).ShouldBe(["recovered"]);
        EventAlert.Of(book.All, AlertBook.Update(book.All, [.. later.Series.Select(one => one.Found)]), later).ShouldBeEmpty();
    }

    [Fact]
    public void An_alerts_json_is_one_line_with_all_that_a_chat_or_an_issue_needs()
    {
        var report = ReportOf(Step + 10, 0.25);
        var alert = EventAlert.Of([], AlertBook.Update([], [.. report.Series.Select(one => one.Found)]), report).ShouldHaveSingleItem();

        var json = alert.Json();

        json.ShouldNotContain('\n');
        using var read = JsonDocument.Parse(json);
        var root = read.RootElement;
        (
            root.GetProperty("event").GetString(),
            root.GetProperty("state").GetString(),
            root.GetProperty("verdict").GetString(),
            root.GetProperty("metrics").GetInt32(),
            root.GetProperty("cases").GetInt32()
        ).ShouldBe((alert.Event.Id, "confirmed", "regressed", 3, 3));
        root.GetProperty("text").GetString()!.ShouldContain("p99_e2el_ms");
        root.GetProperty("suspects")[0].GetProperty("to").GetString().ShouldBe(alert.Event.FirstBad.Commit);
        root.GetProperty("changes").GetArrayLength().ShouldBe(3);
    }

    // Three cases that get slower in one night; their noise is their own, so that they are confirmed in different nights.
    private static HistoryReport ReportOf(int nights, double size, int until = int.MaxValue)
    {
        var found = Enumerable
            .Range(1, 3)
            .Select(one =>
            {
                var values = SimulatedSeries.Noise(new Random(one), 120, 0.01)[..nights];
                for (var i = Step; i < Math.Min(nights, until); i++)
                    values[i] += size / one;
                var series = SimulatedSeries.Of("late", values, []).Series;
                return new ReportSeries(
                    ChangeDetection.Find(
                        series with
                        {
                            Key = series.Key with { Case = $"case {one}", Metric = KnownMetrics.P99EndToEnd },
                        },
                        DetectionSettings.Default
                    )
                );
            });
        return new HistoryReport(default, "test", [.. found], []);
    }
}
