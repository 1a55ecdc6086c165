using System.Globalization;
using BuildkiteCi.Core.Pages;
using BuildkiteCi.Core.Text;

namespace BuildkiteCi.Benchmarks.Reports;

/// <summary>Writes a report as one page that needs nothing else: no file, no network.</summary>
public static class ReportPage
{
    // What a page may hold, with some air: one of hundreds of series opens at once on a phone, too.
    private const int MostBytes = 990_000;
    private const string Title = "Benchmarks of vLLM on TPU";

    /// <summary>The page. The same report, the same bytes.</summary>
    public static string Write(HistoryReport report)
    {
        var body = new HtmlText().Add($"<h1>{Title}</h1>\n");
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
        var causes = new EventNames(ReportEvents.Write(body, report));
        var earlier = report.Earlier.ToLookup(Subject);
        (ReportSeries Series, bool IsEarlier)[] all =
        [
            .. report.Series.SelectMany(series => earlier[Subject(series)].Select(before => (before, true)).Prepend((series, false))),
        ];
        ReportTable.Write(body, all);
        body.AddMarkup(
            "<h2>Series</h2>\n<p class=\"soft\">Dots are runs, thick lines levels (or trends), vertical lines with a triangle changes: ▲ "
                + "up, ▼ down, red for worse and green for better; dotted: suspected; dashed: target and releases. Point at a night for "
                + "its run, drag to zoom, double-click to see all again; with the keyboard: ← → and Esc. Values are exact to a tenth "
                + "of their noise.</p>\n<noscript><p class=\"soft\">Without JavaScript only charts that changed last are drawn.</p></noscript>"
                + "\n<div class=\"charts\">\n"
        );
        // The data is JSON whose writer leaves no '<' in it.
        var data = $"</div>\n<script type=\"application/json\" id=\"data\">{ChartData.Write(all, causes)}</script>\n";
        var room = new PageRoom(MostBytes);
        _ = room.Use(PageChrome.Page(Title, body, ReportScript.Text + data));
        body.AddMarkup(ReportCharts.Write(all, causes, room)).AddMarkup(data);
        return PageChrome.Page(Title, body, ReportScript.Text);
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
        PageParts.Choice(
            id,
            label,
            values.Distinct().Order(StringComparer.Ordinal).Select(value => (value, value, false)).Prepend(("", "all", false))
        );

    private static (string, string, string) Subject(ReportSeries series) =>
        (series.Found.Series.Key.Case, series.Found.Series.Key.Device, series.Found.Series.Key.Metric.Name);
}
