using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using BuildkiteCi.Benchmarks.Changes;
using BuildkiteCi.Benchmarks.Judging;
using BuildkiteCi.Benchmarks.Metrics;

namespace BuildkiteCi.Benchmarks.Reports;

/// <summary>Writes a report as one page that needs nothing else: no file, no network.</summary>
public static class ReportPage
{
    // Of more series than this, those without a change are drawn by the script alone: a page of hundreds stays below a megabyte.
    private const int MostDrawn = 100;

    private const int EventsShown = 8;
    private const int MembersShown = 5;

    /// <summary>The page. The same report, the same bytes.</summary>
    public static string Write(HistoryReport report)
    {
        var body = new StringBuilder("<h1>Benchmarks of vLLM on TPU</h1>\n");
        var changes = report.Series.Sum(series => series.Found.Changes.Length);
        body.Append(
                $"""<p class="soft">{report.Series.Length} series, {changes} {(changes == 1 ? "change" : "changes")}{(report.Earlier.IsEmpty ? "" : $", and {report.Earlier.Length} series of earlier configurations")}; from {HtmlText.Encode(report.Source)}; written {report.Written.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC</p>"""
            )
            .Append('\n');
        if (report.Series.IsEmpty)
            return PageChrome.Page("Benchmarks", body.Append("<p>No benchmark has measured anything yet.</p>\n").ToString(), "");
        AppendFilters(body, report);
        AppendEvents(body, report);
        var earlier = report.Earlier.ToLookup(Subject);
        (ReportSeries Series, bool IsEarlier)[] all =
        [
            .. report.Series.SelectMany(series => earlier[Subject(series)].Select(before => (before, true)).Prepend((series, false))),
        ];
        AppendTable(body, all);
        body.Append(
            "<h2>Series</h2>\n<p class=\"soft\">Dots are runs, thick lines levels (or trends), vertical lines with a triangle changes: ▲ "
                + "up, ▼ down, red for worse and green for better; dotted: suspected; dashed: target and releases. Point at a night for "
                + "its run, drag to zoom, double-click to see all again; with the keyboard: ← → and Esc.</p>\n<div class=\"charts\">\n"
        );
        for (var i = 0; i < all.Length; i++)
            AppendChart(
                body,
                all[i].Series,
                i,
                all[i].IsEarlier,
                isDrawn: all.Length <= MostDrawn || all[i].Series.Found.Standing.Since is not null
            );
        body.Append($"</div>\n<script type=\"application/json\" id=\"data\">{ChartData.Write(all)}</script>\n");
        return PageChrome.Page("Benchmarks of vLLM on TPU", body.ToString(), ReportScript.Text);
    }

    private static void AppendEvents(StringBuilder body, HistoryReport report)
    {
        if (report.Events.IsEmpty) return;
        body.Append("<h2>Events</h2>\n<p class=\"soft\">Changes that can have come in between the same two runs, the newest first.</p>\n");
        foreach (var one in report.Events.Take(EventsShown)) AppendEvent(body, report, one);
        if (report.Events.Length <= EventsShown) return;
        body.Append($"<details><summary>{report.Events.Length - EventsShown} earlier</summary>\n");
        foreach (var one in report.Events.Skip(EventsShown)) AppendEvent(body, report, one);
        body.Append("</details>\n");
    }

    private static void AppendEvent(StringBuilder body, HistoryReport report, ChangeEvent one)
    {
        var style = one.Verdict switch { ChangeVerdict.Regressed => "bad", ChangeVerdict.Improved => "good", _ => "soft" };
        body.Append(
            $"<section class=\"event\" id=\"{HtmlText.Encode(one.Id)}\"><h3 "
                + $"class=\"{style}\">{HtmlText.Encode(EventText.Heading(one))}</h3><p>{Suspects(one.Suspects)}</p>"
        );
        if (one.IsSuspected) body.Append($"<p class=\"soft\">{HtmlText.Encode(EventText.Advice(one))}</p>");
        if (report.AlertsOf(one) is [{ State: AlertState.Open } open, ..])
        {
            var answer = $"--target=BenchmarkReport --acknowledge={Commits.Short(open.FirstCommit)} --reason=…";
            body.Append($"<p class=\"soft\">{HtmlText.Encode($"Open: answer with {answer}")}</p>");
        }

        body.Append("<ul>");
        foreach (var member in one.Members.Take(MembersShown)) body.Append($"<li>{HtmlText.Encode(EventText.Line(member))}</li>");
        body.Append("</ul>");
        if (one.Members.Length > MembersShown)
        {
            body.Append($"<details><summary>{one.Members.Length - MembersShown} more</summary><ul>");
            foreach (var member in one.Members.Skip(MembersShown)) body.Append($"<li>{HtmlText.Encode(EventText.Line(member))}</li>");
            body.Append("</ul></details>");
        }

        body.Append("</section>\n");
    }

    private static void AppendFilters(StringBuilder body, HistoryReport report)
    {
        string Choice(string id, string label, IEnumerable<string> values) =>
            $"""<label>{label}<select id="{id}"><option value="">all</option>{string.Concat(values.Distinct().Order(StringComparer.Ordinal).Select(value => $"<option>{HtmlText.Encode(value)}</option>"))}</select></label>""";

        body.Append("""<div class="filters"><label>Case<input type="search" id="search" placeholder="part of a name"></label>""")
            .Append(Choice("device", "Device", report.Series.Select(series => series.Found.Series.Key.Device)))
            .Append(Choice("metric", "Metric", report.Series.Select(series => series.Found.Series.Key.Metric.Name)))
            .Append(
                """<label class="tick"><input type="checkbox" id="changed">changed only</label><label class="tick"><input type="checkbox" id="earlier">earlier configurations</label><label class="tick"><input type="checkbox" id="compare">compare with the one before</label><label class="tick"><input type="checkbox" id="log">log scale</label><span class="soft" id="state" role="status"></span></div>"""
            )
            .Append('\n');
    }

    private static void AppendTable(StringBuilder body, (ReportSeries Series, bool IsEarlier)[] all)
    {
        body.Append(
            "<h2>Latest results</h2>\n<div class=\"table\"><table><thead><tr><th>Case</th><th>Device</th><th>Metric</th><th "
                + "class=\"number\">Latest</th><th class=\"number\">Target</th>"
                + "<th class=\"number\">Since release</th><th>State</th><th>Target met</th><th>Run</th></tr></thead>\n<tbody>\n"
        );
        for (var i = 0; i < all.Length; i++)
        {
            if (all[i].IsEarlier) continue;
            var series = all[i].Series;
            var key = series.Found.Series.Key;
            body.Append(
                $"<tr data-i=\"{i}\"><td>{HtmlText.Encode(key.Case)}</td><td class=\"short\" "
                    + $"data-label=\"Device\">{HtmlText.Encode(key.Device)}</td><td "
                    + $"data-label=\"Metric\">{HtmlText.Encode(key.Metric.Name)}</td>"
            );
            var latest = JudgementText.Value(series.Latest.Value, key.Metric.Unit);
            var target = series.Target is { } asked ? HtmlText.Encode(JudgementText.Value(asked, key.Metric.Unit)) : "–";
            body.Append($"<td class=\"number\" data-label=\"Latest\">{HtmlText.Encode(latest)}</td>");
            body.Append($"<td class=\"number\" data-label=\"Target\">{target}</td>");
            body.Append($"<td class=\"number\" data-label=\"Since release\">{Since(series)}</td>");
            body.Append(
                $"<td data-label=\"State\">{Standing(series)}</td><td data-label=\"Target met\">{HtmlText.Encode(TargetMet(series))}</td>"
            );
            body.Append($"<td class=\"short\" data-label=\"Run\">{Run(series)}</td></tr>\n");
        }

        body.Append("</tbody></table></div>\n");
    }

    private static void AppendChart(StringBuilder body, ReportSeries series, int index, bool isEarlier, bool isDrawn)
    {
        var key = series.Found.Series.Key;
        var unit = key.Metric.Unit.Symbol.Length > 0 ? $" in {key.Metric.Unit}" : "";
        body.Append(
            $"<section class=\"chart\" data-i=\"{index}\"{(isEarlier ? " hidden" : "")}><h3>{HtmlText.Encode(key.Case)}</h3>"
                + $"<p class=\"soft\">{HtmlText.Encode($"{key.Metric.Name}{unit} on {key.Device}")}"
        );
        if (isEarlier || series.Before is not null) body.Append(HtmlText.Encode($", configuration {key.Configuration}"));
        if (isEarlier) body.Append($", until {series.Latest.Date:yyyy-MM-dd}");
        else if (series.Before is { } before)
            body.Append(
                HtmlText.Encode(
                    ", since "
                        + $"{series.Found.Series.Points[0].Date:yyyy-MM-dd}{(series.Jump is { } jump ? $": {HtmlText.Percent(jump)}" : "")}"
                        + $", before it {before.Found.Series.Key.Configuration}"
                )
            );
        body.Append(series.Found.Drifts ? ", drifting" : !series.Found.HasEnoughData ? ", not enough data to judge" : "").Append("</p>");
        if (series.Found.Unstable is { } why) body.Append($"<p class=\"soft\">{HtmlText.Encode(why)}: no alerts</p>");
        body.Append(isDrawn ? ChartSvg.Draw(series) : ChartSvg.Empty(series))
            .Append("<p class=\"soft tip\" aria-live=\"polite\"></p><button class=\"reset\" hidden>show all nights</button>");
        if (!series.Found.Changes.IsEmpty)
        {
            body.Append("<ul>");
            foreach (var change in series.Found.Changes.Reverse())
                body.Append(
                    $"<li>{HtmlText.Encode(SeriesText.What(key, change))}, {Suspects(change.Suspects)}, "
                        + $"{HtmlText.Encode(SeriesText.Evidence(change))}</li>"
                );
            body.Append("</ul>");
        }

        body.Append("</section>\n");
    }

    private static (string, string, string) Subject(ReportSeries series) =>
        (series.Found.Series.Key.Case, series.Found.Series.Key.Device, series.Found.Series.Key.Metric.Name);

    private static string Suspects(ImmutableArray<VersionRange> ranges) =>
        ranges.IsEmpty
            ? HtmlText.Encode(VersionRange.Line(ranges))
            : string.Join(
                ", ",
                ranges.Select(range =>
                    CompareLink.Of(range) is { } address
                        ? $"<a href=\"{HtmlText.Encode(address)}\" rel=\"noreferrer\">{HtmlText.Encode(range.ToString())}</a>"
                        : HtmlText.Encode(range.ToString())
                )
            );

    private static string Since(ReportSeries series) =>
        series.SinceRelease is { } relative && series.LastRelease is { } release
            ? $"<span class=\"{(series.IsBeyondNoise ? Colour(series.Found.Series.Key, relative) : "soft")}\">{HtmlText.Percent(relative)}"
                + $"</span> <span class=\"soft\">({HtmlText.Encode(release.Name)})</span>"
            : "–";

    private static string Standing(ReportSeries series)
    {
        var standing = series.Found.Standing;
        var text = HtmlText.Encode(standing.ToString());
        return standing.IsNews ? $"<span class=\"{Colour(series.Found.Series.Key, standing.Relative)}\">{text}</span>" : text;
    }

    // Meeting a target and having regressed are two things: a target leaves room.
    private static string TargetMet(ReportSeries series)
    {
        var metric = series.Found.Series.Key.Metric;
        return series.Target is not { } target || metric.Better == Better.Neither ? "–"
            : metric.IsReached(target, series.Latest.Value) ? "yes"
            : "no";
    }

    private static string Run(ReportSeries series)
    {
        var night = $"{series.Latest.Date:yyyy-MM-dd}";
        // Only an address of the web becomes a link.
        return series.JobUrl is { } url && url.StartsWith("https://", StringComparison.Ordinal)
            ? $"<a href=\"{HtmlText.Encode(url)}\" rel=\"noreferrer\">{night}</a>"
            : night;
    }

    private static string Colour(SeriesKey key, double relative) =>
        Math.Abs(relative) < DetectionSettings.Default.SmallestChange
            ? "soft"
            : ChangeDetection.Judge(key.Metric.Better, relative) switch
            {
                ChangeVerdict.Regressed => "bad",
                ChangeVerdict.Improved => "good",
                _ => "soft",
            };
}
