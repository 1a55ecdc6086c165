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

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public void A_year_of_440_series_is_less_than_a_megabyte_however_often_they_changed(int changes)
    {
        var report = Year(changes);
        report.Series.Length.ShouldBe(440);
        report.Series.ShouldAllBe(series => series.Found.Series.Points.Length == 365 && series.Found.Changes.Length == changes);

        var page = ReportPage.Write(report);

        System.Text.Encoding.UTF8.GetByteCount(page).ShouldBeLessThan(1_000_000);
        page.Split("<section class=\"chart\"").Length.ShouldBe(441);
        page.Split("<polygon class=\"band\"").Length.ShouldBeGreaterThan(20);
    }

    [Fact]
    public void Changes_that_a_page_has_no_room_for_are_the_oldest_and_are_counted()
    {
        var page = ReportPage.Write(Year(4));
        var left = page.Split(" earlier, marked in the chart")[..^1]
            .Sum(before => int.Parse(before[(before.LastIndexOfAny([' ', '>']) + 1)..], System.Globalization.CultureInfo.InvariantCulture));
        var items = page.Split("<li>20").Length - 1;
        (items + left).ShouldBe(4 * 440);
        items.ShouldBeGreaterThan(440);
    }

    // Forty cases of eleven metrics for a year; each case has nights, commits, jobs and a noise of its own.
    private static HistoryReport Year(int changes)
    {
        const int Nights = 365;
        static string Hash(string of) =>
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(of)))[..40];
        var code = Enumerable.Range(0, Nights + 40).Select(night => ImmutableSortedDictionary<string, string>
            .Empty.Add("tpu-inference", Hash($"t{night}")).Add("vllm", Hash($"v{night / 2}"))).ToArray();
        var metrics = Enumerable.Range(0, 11).Select(metric =>
        {
            var values = SimulatedSeries.Noise(new Random(metric), Nights, 0.02);
            for (var i = 0; i < Nights; i++) values[i] += 0.3 * ((i * (changes + 1) / Nights + metric) % 2);
            return ChangeDetection.Find(SimulatedSeries.Of("year", values, []).Series, DetectionSettings.Default);
        }).ToArray();
        var series =
            from one in Enumerable.Range(0, 40)
            from metric in Enumerable.Range(0, 11)
            select Moved(one, metric);
        return new HistoryReport(SampleReport.Written, "benchmarks.db", [.. series], []);

        ReportSeries Moved(int one, int metric)
        {
            var found = metrics[metric];
            var points = found.Series.Points
                .Select((point, i) => point with
                {
                    Date = point.Date.AddDays(one),
                    Moment = point.Moment.AddDays(one),
                    Commit = code[i + one]["tpu-inference"],
                    Versions = code[i + one],
                })
                .ToImmutableArray();
            SeriesPoint New(SeriesPoint old) => points[found.Series.Points.IndexOf(old)];
            var key = found.Series.Key with
            {
                Case = $"meta-llama/Llama-3.3-70B-Instruct-dataset_mmlu-inlen_1800-outlen_128-{one}",
                Metric = KnownMetrics.Named($"p{80 + metric}_e2el_ms")!,
            };
            string Job(int night) =>
                $"https://buildkite.com/organisation/pipeline/builds/{12000 + night}#{Hash($"{one} {night}")[..36]}";
            return new ReportSeries(found with
            {
                Series = found.Series with { Key = key, Points = points },
                Changes =
                [
                    .. found.Changes.Select(change => change with
                    {
                        First = New(change.First),
                        LastBefore = New(change.LastBefore),
                        Location = change.Location with
                        {
                            LastGood = New(change.Location.LastGood),
                            FirstBad = New(change.Location.FirstBad),
                            Candidates =
                            [
                                .. change.Location.Candidates.Select(place =>
                                    place with { LastGood = New(place.LastGood), FirstBad = New(place.FirstBad) }
                                ),
                            ],
                        },
                    }),
                ],
            })
            {
                Target = 1200,
                JobUrl = Job(Nights - 1 + one),
                Releases = [(100 - one, "v0.13.0"), (200 - one, "v0.14.0")],
                Links =
                [
                    .. Enumerable.Range(Nights - 7, 7)
                        .Concat(found.Changes.SelectMany(change => new[] { change.After.From - 1, change.After.From }))
                        .Distinct().Select(night => (night, Job(night + one))),
                ],
            };
        }
    }

    [Fact]
    public void An_event_that_made_some_metrics_worse_and_others_better_is_both_in_text_JSON_annotation_and_page()
    {
        SeriesChanges Stepped(string metric, double step, int seed)
        {
            var values = SimulatedSeries.Noise(new Random(seed), 100, 0.01);
            for (var i = 80; i < values.Length; i++) values[i] += step;
            var series = SimulatedSeries.Of("late", values, []).Series;
            var key = series.Key with { Metric = KnownMetrics.Named(metric)! };
            return ChangeDetection.Find(series with { Key = key }, DetectionSettings.Default);
        }

        ImmutableArray<SeriesChanges> found =
        [
            Stepped("request_throughput", -0.2, 1),
            Stepped("median_ttft_ms", 0.3, 2),
            Stepped("p99_ttft_ms", 0.3, 3),
            Stepped("median_tpot_ms", -0.2, 4),
            Stepped("p99_tpot_ms", -0.2, 5),
        ];
        var report = new HistoryReport(SampleReport.Written, "x", [.. found.Select(one => new ReportSeries(one))], []);
        var book = AlertBook.Update([], found);

        report.Events.ShouldHaveSingleItem();
        SeriesText.Write([("x", found)], report.Events).ShouldContain(" 3 worse, 2 better, 5 metrics of 1 case (event ");
        using var json = System.Text.Json.JsonDocument.Parse(SeriesJson.Write([("x", found)]));
        var one = json.RootElement[0].GetProperty("events").EnumerateArray().ShouldHaveSingleItem();
        (one.GetProperty("verdict").GetString(), one.GetProperty("worse").GetInt32(), one.GetProperty("better").GetInt32()).ShouldBe(
            ("mixed", 3, 2)
        );
        ReportAnnotation.Of(book.News, report)!.Body.ShouldContain(" 3 worse, 2 better, 5 metrics of 1 case (event ");
        ReportPage.Write(report).ShouldContain(" 3 worse, 2 better, 5 metrics of 1 case (event ");
        EventAlert.Of([], book, report).ShouldHaveSingleItem().Json().ShouldContain("\"verdict\":\"mixed\",\"worse\":3,\"better\":2");
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
