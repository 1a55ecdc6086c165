using System.Collections.Immutable;
using System.Globalization;
using BuildkiteCi.Benchmarks.Changes;
using BuildkiteCi.Benchmarks.Judging;
using BuildkiteCi.Benchmarks.Metrics;
using BuildkiteCi.Core.Pages;
using BuildkiteCi.Core.Text;

namespace BuildkiteCi.Benchmarks.Reports;

/// <summary>Writes a report as one page that needs nothing else: no file, no network.</summary>
public static class ReportPage
{
    // Of more series than this, only those that changed last are drawn here, the others by the script: a page of hundreds stays small.
    private const int MostDrawn = 100;

    private const int EventsShown = 8;
    private const int MembersShown = 5;

    /// <summary>The page. The same report, the same bytes.</summary>
    public static string Write(HistoryReport report)
    {
        var body = new HtmlText().AddMarkup("<h1>Benchmarks of vLLM on TPU</h1>\n");
        var changes = report.Series.Sum(series => series.Found.Changes.Length);
        var earlierSeries = report.Earlier.IsEmpty ? "" : $", and {report.Earlier.Length} series of earlier configurations";
        var written = report.Written.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        body.Add(
            $"<p class=\"soft\">{report.Series.Length} series, {changes} {(changes == 1 ? "change" : "changes")}{earlierSeries}; "
                + $"from {report.Source}; written {written} UTC</p>\n"
        );
        if (report.Series.IsEmpty)
            return PageChrome.Page("Benchmarks", body.AddMarkup("<p>No benchmark has measured anything yet.</p>\n"), "");
        AppendFilters(body, report);
        AppendEvents(body, report);
        var earlier = report.Earlier.ToLookup(Subject);
        (ReportSeries Series, bool IsEarlier)[] all =
        [
            .. report.Series.SelectMany(series => earlier[Subject(series)].Select(before => (before, true)).Prepend((series, false))),
        ];
        AppendTable(body, all);
        body.AddMarkup(
            "<h2>Series</h2>\n<p class=\"soft\">Dots are runs, thick lines levels (or trends), vertical lines with a triangle changes: ▲ "
                + "up, ▼ down, red for worse and green for better; dotted: suspected; dashed: target and releases. Point at a night for "
                + "its run, drag to zoom, double-click to see all again; with the keyboard: ← → and Esc.</p>\n<div class=\"charts\">\n"
        );
        var drawn =
            all.Length <= MostDrawn
                ? Enumerable.Range(0, all.Length).ToHashSet()
                : Enumerable
                    .Range(0, all.Length)
                    .Where(i => all[i].Series.Found.Standing.Since is not null)
                    .OrderByDescending(i => all[i].Series.Found.Standing.Since)
                    .Take(MostDrawn)
                    .ToHashSet();
        for (var i = 0; i < all.Length; i++) AppendChart(body, all[i].Series, i, all[i].IsEarlier, drawn.Contains(i));
        // The data is JSON whose writer leaves no '<' in it.
        body.AddMarkup("</div>\n<script type=\"application/json\" id=\"data\">").AddMarkup(ChartData.Write(all)).AddMarkup("</script>\n");
        return PageChrome.Page("Benchmarks of vLLM on TPU", body, ReportScript.Text);
    }

    private static void AppendEvents(HtmlText body, HistoryReport report)
    {
        if (report.Events.IsEmpty) return;
        body.AddMarkup("<h2>Events</h2>\n<p class=\"soft\">Changes that can have come in between the same two runs, the newest first.</p>\n");
        foreach (var one in report.Events.Take(EventsShown)) AppendEvent(body, report, one);
        if (report.Events.Length <= EventsShown) return;
        body.Add($"<details><summary>{report.Events.Length - EventsShown} earlier</summary>\n");
        foreach (var one in report.Events.Skip(EventsShown)) AppendEvent(body, report, one);
        body.AddMarkup("</details>\n");
    }

    private static void AppendEvent(HtmlText body, HistoryReport report, ChangeEvent one)
    {
        var style = one.Verdict switch { ChangeVerdict.Regressed => "bad", ChangeVerdict.Improved => "good", _ => "soft" };
        body.Add(
            $"<section class=\"event\" id=\"{one.Id}\"><h3 class=\"{style}\">{EventText.Heading(one)}</h3><p>{Suspects(one.Suspects)}</p>"
        );
        if (one.IsSuspected) body.Add($"<p class=\"soft\">{EventText.Advice(one)}</p>");
        if (report.AlertsOf(one) is [{ State: AlertState.Open } open, ..])
        {
            var answer = $"--target=BenchmarkReport --acknowledge={Commits.Short(open.FirstCommit)} --reason=…";
            body.Add($"<p class=\"soft\">Open: answer with {answer}</p>");
        }

        body.AddMarkup("<ul>");
        foreach (var member in one.Members.Take(MembersShown)) body.Add($"<li>{EventText.Line(member)}</li>");
        body.AddMarkup("</ul>");
        if (one.Members.Length > MembersShown)
        {
            body.Add($"<details><summary>{one.Members.Length - MembersShown} more</summary><ul>");
            foreach (var member in one.Members.Skip(MembersShown)) body.Add($"<li>{EventText.Line(member)}</li>");
            body.AddMarkup("</ul></details>");
        }

        body.AddMarkup("</section>\n");
    }

    private static void AppendFilters(HtmlText body, HistoryReport report)
    {
        body.AddMarkup("""<div class="filters"><label>Case<input type="search" id="search" placeholder="part of a name"></label>""");
        body.Add(Choice("device", "Device", report.Series.Select(series => series.Found.Series.Key.Device)));
        body.Add(Choice("metric", "Metric", report.Series.Select(series => series.Found.Series.Key.Metric.Name)));
        body.AddMarkup(
            """<label class="tick"><input type="checkbox" id="changed">changed only</label><label class="tick"><input type="checkbox" id="earlier">earlier configurations</label><label class="tick"><input type="checkbox" id="compare">compare with the one before</label><label class="tick"><input type="checkbox" id="log">log scale</label><span class="soft" id="state" role="status"></span></div>"""
                + "\n"
        );
    }

    private static HtmlText Choice(string id, string label, IEnumerable<string> values) =>
        PageParts.Choice(id, label, values.Distinct().Order(StringComparer.Ordinal).Select(value => (value, value, false)).Prepend(("", "all", false)));

    private static void AppendTable(HtmlText body, (ReportSeries Series, bool IsEarlier)[] all)
    {
        body.AddMarkup(
            "<h2>Latest results</h2>\n<div class=\"table\"><table><thead><tr><th>Case</th><th>Device</th><th>Metric</th><th "
                + "class=\"number\">Latest</th><th class=\"number\">Target</th>"
                + "<th class=\"number\">Since release</th><th>State</th><th>Target met</th><th>Run</th></tr></thead>\n<tbody>\n"
        );
        for (var i = 0; i < all.Length; i++)
        {
            if (all[i].IsEarlier) continue;
            var series = all[i].Series;
            var key = series.Found.Series.Key;
            body.Add($"<tr data-i=\"{i}\"><td>{key.Case}</td><td class=\"short\" data-label=\"Device\">{key.Device}</td>");
            body.Add($"<td data-label=\"Metric\">{key.Metric.Name}</td>");
            var latest = JudgementText.Value(series.Latest.Value, key.Metric.Unit);
            var target = series.Target is { } asked ? JudgementText.Value(asked, key.Metric.Unit) : "–";
            body.Add($"<td class=\"number\" data-label=\"Latest\">{latest}</td>");
            body.Add($"<td class=\"number\" data-label=\"Target\">{target}</td>");
            body.Add($"<td class=\"number\" data-label=\"Since release\">{Since(series)}</td>");
            body.Add($"<td data-label=\"State\">{Standing(series)}</td><td data-label=\"Target met\">{TargetMet(series)}</td>");
            body.Add($"<td class=\"short\" data-label=\"Run\">{Run(series)}</td></tr>\n");
        }

        body.AddMarkup("</tbody></table></div>\n");
    }

    private static void AppendChart(HtmlText body, ReportSeries series, int index, bool isEarlier, bool isDrawn)
    {
        var key = series.Found.Series.Key;
        var unit = key.Metric.Unit.Symbol.Length > 0 ? $" in {key.Metric.Unit}" : "";
        body.Add(
            $"<section class=\"chart\" data-i=\"{index}\"{(isEarlier ? " hidden" : "")}><h3>{key.Case}</h3>"
                + $"<p class=\"soft\">{key.Metric.Name}{unit} on {key.Device}"
        );
        if (isEarlier || series.Before is not null) body.Add($", configuration {key.Configuration}");
        if (isEarlier) body.Add($", until {Day(series.Latest.Date)}");
        else if (series.Before is { } before)
        {
            var jump = series.Jump is { } relative ? $": {ChartText.Percent(relative)}" : "";
            body.Add($", since {Day(series.Found.Series.Points[0].Date)}{jump}, before it {before.Found.Series.Key.Configuration}");
        }

        body.Add($"{(series.Found.Drifts ? ", drifting" : !series.Found.HasEnoughData ? ", not enough data to judge" : "")}</p>");
        if (series.Found.Unstable is { } why) body.Add($"<p class=\"soft\">{why}: no alerts</p>");
        body.Add(isDrawn ? ChartSvg.Draw(series) : ChartSvg.Empty(series))
            .AddMarkup("<p class=\"soft tip\" aria-live=\"polite\"></p><button class=\"reset\" hidden>show all nights</button>");
        if (!series.Found.Changes.IsEmpty)
        {
            body.AddMarkup("<ul>");
            foreach (var change in series.Found.Changes.Reverse())
                body.Add($"<li>{SeriesText.What(key, change)}, {Suspects(change.Suspects)}, {SeriesText.Evidence(change)}</li>");
            body.AddMarkup("</ul>");
        }

        body.AddMarkup("</section>\n");
    }

    private static (string, string, string) Subject(ReportSeries series) =>
        (series.Found.Series.Key.Case, series.Found.Series.Key.Device, series.Found.Series.Key.Metric.Name);

    private static HtmlText Suspects(ImmutableArray<VersionRange> ranges)
    {
        var html = new HtmlText();
        if (ranges.IsEmpty) return html.Add($"{VersionRange.Line(ranges)}");
        foreach (var (i, range) in ranges.Index())
        {
            if (i > 0) html.AddMarkup(", ");
            if (CompareLink.Of(range) is { } address) html.Add($"<a href=\"{address}\" rel=\"noreferrer\">{range.ToString()}</a>");
            else html.Add($"{range.ToString()}");
        }

        return html;
    }

    private static HtmlText Since(ReportSeries series)
    {
        var html = new HtmlText();
        if (series.SinceRelease is not { } relative || series.LastRelease is not { } release) return html.AddMarkup("–");
        var style = series.IsBeyondNoise ? Colour(series.Found.Series.Key, relative) : "soft";
        return html.Add($"<span class=\"{style}\">{ChartText.Percent(relative)}</span> <span class=\"soft\">({release.Name})</span>");
    }

    private static HtmlText Standing(ReportSeries series)
    {
        var standing = series.Found.Standing;
        return standing.IsNews
            ? new HtmlText().Add($"<span class=\"{Colour(series.Found.Series.Key, standing.Relative)}\">{standing.ToString()}</span>")
            : new HtmlText().Add($"{standing.ToString()}");
    }

    // Meeting a target and having regressed are two things: a target leaves room.
    private static string TargetMet(ReportSeries series)
    {
        var metric = series.Found.Series.Key.Metric;
        return series.Target is not { } target || metric.Better == Better.Neither ? "–"
            : metric.IsReached(target, series.Latest.Value) ? "yes"
            : "no";
    }

    // Only an address of the web becomes a link.
    private static HtmlText Run(ReportSeries series) =>
        series.JobUrl is { } url && url.StartsWith("https://", StringComparison.Ordinal)
            ? new HtmlText().Add($"<a href=\"{url}\" rel=\"noreferrer\">{Day(series.Latest.Date)}</a>")
            : new HtmlText().Add($"{Day(series.Latest.Date)}");

    private static string Day(DateOnly date) => $"{date:yyyy-MM-dd}";

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
