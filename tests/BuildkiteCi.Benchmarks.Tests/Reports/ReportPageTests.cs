using System.Collections.Immutable;
using BuildkiteCi.Benchmarks.Changes;
using BuildkiteCi.Benchmarks.Metrics;
using BuildkiteCi.Benchmarks.Reports;
using BuildkiteCi.Benchmarks.Tests.Changes;
using BuildkiteCi.Pipelines.Builds;

namespace BuildkiteCi.Benchmarks.Tests.Reports;

public sealed class ReportPageTests
{
    [Fact]
    public void The_page_of_a_small_history_is_the_golden_one() =>
        Golden.Matches(ReportPage.Write(SampleReport.Make(nights: 24)), "Reports/report.golden.html");

    [Fact]
    public void The_same_report_is_the_same_page() => ReportPage.Write(SampleReport.Make()).ShouldBe(ReportPage.Write(SampleReport.Make()));

    [Fact]
    public void Nothing_of_a_name_is_markup_and_nothing_is_fetched()
    {
        var page = ReportPage.Write(SampleReport.Make());

        page.ShouldNotContain("<b>1k");
        page.ShouldContain("DeepSeek-R1 &lt;b&gt;1k/8k&lt;/b&gt; &amp; &quot;co&quot;");
        page.ShouldNotContain("src=");
        page.ShouldNotContain("url(");
        page.ShouldContain("default-src 'none'");
    }

    [Fact]
    public void An_address_that_is_none_of_the_web_is_no_link()
    {
        var report = SampleReport.Make();

        ReportPage
            .Write(report with { Series = [report.Series[0] with { JobUrl = "javascript:alert(1)" }] })
            .ShouldNotContain("javascript:");
    }

    [Fact]
    public void The_change_since_the_last_release_compares_with_its_own_runs()
    {
        var series = SampleReport.Make().Series[0];

        series.LastRelease!.Value.Name.ShouldBe("v0.14.0rc1");
        series.SinceRelease!.Value.ShouldBe(series.Latest.Value / series.Found.Series.Points[112].Value - 1, 1e-12);
    }

    [Fact]
    public void Of_two_configurations_the_newest_is_judged_and_the_jump_between_them_is_shown()
    {
        var report = SampleReport.Make();

        var earlier = report.Earlier.ShouldHaveSingleItem();
        earlier.Found.Series.Points.Length.ShouldBe(30);
        var current = report.Series.Single(series => series.Before is not null);
        (current.Before, current.Found.Series.Points[0].Row).ShouldBe((earlier, earlier.Found.Series.Points[^1].Row + 1));
        current.Jump!.Value.ShouldBe(0, 0.02);
        report
            .Series.Select(series => (series.Found.Series.Key.Case, series.Found.Series.Key.Device, series.Found.Series.Key.Metric.Name))
            .ShouldBeUnique();
    }

    [Fact]
    public void An_alert_of_a_configuration_that_is_measured_no_more_is_not_open()
    {
        var report = SampleReport.Make();
        var alert = report.Alerts[0];

        report.With([alert, alert with { Series = alert.Series with { Configuration = "fedcba987654" } }]).Alerts.ShouldBe([alert]);
    }

    [Fact]
    public void A_history_without_runs_is_a_page_too() =>
        ReportPage
            .Write(new HistoryReport(SampleReport.Written, "benchmarks.db", [], []))
            .ShouldContain("No benchmark has measured anything yet");

    [Fact]
    public void A_thousand_points_are_drawn_as_columns_and_the_page_stays_small()
    {
        var found = ChangeDetection.Find(
            SimulatedSeries.Of("long", SimulatedSeries.Noise(new Random(3), 1000, 0.02), []).Series,
            DetectionSettings.Default
        );

        var page = ReportPage.Write(new HistoryReport(SampleReport.Written, "x", [new ReportSeries(found)], []));

        page.ShouldContain("<polygon class=\"band\"");
        page.Length.ShouldBeLessThan(60_000);
    }

    [Fact]
    public void A_year_of_forty_cases_with_eleven_metrics_each_is_less_than_a_megabyte()
    {
        var page = ReportPage.Write(Year(step: 0));

        System.Text.Encoding.UTF8.GetByteCount(page).ShouldBeLessThan(1_000_000);
    }

    [Fact]
    public void Of_hundreds_of_series_that_changed_a_hundred_are_drawn_without_a_script()
    {
        var report = Year(step: -0.2);
        report.Series.ShouldAllBe(series => series.Found.Changes.Length == 1);

        var page = ReportPage.Write(report);

        page.Split("<polygon class=\"band\"").Length.ShouldBe(101);
        page.Split("<section class=\"chart\"").Length.ShouldBe(441);
    }

    private static HistoryReport Year(double step)
    {
        var values = SimulatedSeries.Noise(new Random(3), 365, 0.02);
        for (var i = 200; i < values.Length; i++) values[i] += step;
        var found = ChangeDetection.Find(SimulatedSeries.Of("year", values, []).Series, DetectionSettings.Default);
        var series =
            from one in Enumerable.Range(0, 40)
            from metric in Enumerable.Range(0, 11)
            let key = found.Series.Key with
            {
                Case = $"Llama-3.3-70B-dataset_mmlu-inlen_1800-outlen_128-{one}",
                Metric = KnownMetrics.Named($"p{80 + metric}_e2el_ms")!,
            }
            select new ReportSeries(found with { Series = found.Series with { Key = key } })
            {
                Target = 1200,
                JobUrl = "https://buildkite.com/organisation/pipeline/builds/12345#0190c5a4-1111-2222-3333-444455556666",
            };
        return new HistoryReport(SampleReport.Written, "benchmarks.db", [.. series], []);
    }

    [Fact]
    public void News_are_one_block_an_event_with_the_commits_that_are_suspected()
    {
        var report = SampleReport.Make();
        var regressed = report.Alerts.Where(alert => alert.Series.Case.StartsWith("Qwen3", StringComparison.Ordinal)).ToImmutableArray();

        var annotation = ReportAnnotation.Of(regressed, report)!;

        annotation.Style.ShouldBe(AnnotationStyle.Error);
        annotation.Body.ShouldStartWith(
            "**Benchmarks**: 2 regressed\n\n2026-07-04 regressed, 2 metrics of 1 case (event 2026-07-04-c010000): [`tpu-inference "
                + "c00990000000..c01000000000`]"
        );
        annotation.Body.Split('\n').Count(line => line.StartsWith("| case |", StringComparison.Ordinal)).ShouldBe(1);
        annotation.Body.Split('\n').Count(line => line.StartsWith("| Qwen3", StringComparison.Ordinal)).ShouldBe(2);
        ReportAnnotation.Of(ImmutableArray<Alert>.Empty, report).ShouldBeNull();
    }

    [Fact]
    public void A_suspicion_is_the_same_in_text_JSON_annotation_and_page()
    {
        var values = SimulatedSeries.Noise(new Random(8), 101, 0.01);
        values[^1] += Math.Log(2);
        var found = ChangeDetection.Find(SimulatedSeries.Of("late", values, []).Series, DetectionSettings.Default);
        var report = new HistoryReport(SampleReport.Written, "x", [new ReportSeries(found)], []);
        var news = AlertBook.Update([], [found]).News;

        var standing = found.Standing.ToString();

        standing.ShouldStartWith("regression of +");
        SeriesText.Write([("x", [found])], report.Events).ShouldContain(standing);
        SeriesJson.Write([("x", [found])]).ShouldContain("\"state\": \"suspected\"");
        ReportPage.Write(report).ShouldContain(System.Net.WebUtility.HtmlEncode(standing));
        var annotation = ReportAnnotation.Of(news, report)!;
        (annotation.Style, annotation.Body.Contains("run the same commit again", StringComparison.Ordinal)).ShouldBe(
            (AnnotationStyle.Warning, true)
        );
    }
}
