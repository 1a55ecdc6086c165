using System.Globalization;
using System.Text;
using BuildkiteCi.Benchmarks.Changes;
using BuildkiteCi.Benchmarks.Judging;

namespace BuildkiteCi.Benchmarks.Reports;

/// <summary>Writes a report as one page that needs nothing else: no file, no network.</summary>
public static class ReportPage
{
    private const string Script = """
        const filters = ["search", "device", "metric", "changed"].map(name => document.getElementById(name));
        const rows = [...document.querySelectorAll("[data-case]")];
        const state = document.getElementById("state");
        function apply() {
          const [search, device, metric, changed] = [filters[0].value.trim().toLowerCase(), filters[1].value, filters[2].value, filters[3].checked];
          let charts = 0;
          for (const row of rows) {
            const shown = (!search || row.dataset.case.toLowerCase().includes(search)) && (!device || row.dataset.device === device)
              && (!metric || row.dataset.metric === metric) && (!changed || row.dataset.changed === "yes");
            row.hidden = !shown;
            if (shown && row.classList.contains("chart")) charts++;
          }
          state.textContent = charts + " series";
          const hash = new URLSearchParams(Object.entries({ search, device, metric, changed: changed ? "yes" : "" }).filter(pair => pair[1]));
          history.replaceState(null, "", hash.size ? "#" + hash : location.pathname + location.search);
        }
        const from = new URLSearchParams(location.hash.slice(1));
        filters[0].value = from.get("search") ?? ""; filters[1].value = from.get("device") ?? ""; filters[2].value = from.get("metric") ?? ""; filters[3].checked = from.get("changed") === "yes";
        for (const filter of filters) filter.addEventListener("input", apply);
        apply();
        """;

    /// <summary>The page. The same report, the same bytes.</summary>
    public static string Write(HistoryReport report)
    {
        var body = new StringBuilder("<h1>Benchmarks of vLLM on TPU</h1>\n");
        var changes = report.Series.Sum(series => series.Found.Changes.Length);
        body.Append($"""<p class="soft">{report.Series.Length} series, {changes} {(changes == 1 ? "change" : "changes")}; from {HtmlText.Encode(report.Source)}; written {report.Written.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC</p>""").Append('\n');
        if (report.Series.IsEmpty) return PageChrome.Page("Benchmarks", body.Append("<p>There is no run yet that measured something.</p>\n").ToString(), "");
        AppendAlerts(body, report);
        AppendFilters(body, report);
        AppendTable(body, report);
        body.Append("<h2>Series</h2>\n<p class=\"soft\">Dots are runs, thick lines levels, vertical lines with a triangle changes: ▲ up, ▼ down, red for worse and green for better; dashed: target and releases.</p>\n<div class=\"charts\">\n");
        foreach (var series in report.Series) AppendChart(body, series);
        body.Append("</div>\n");
        return PageChrome.Page("Benchmarks of vLLM on TPU", body.ToString(), Script);
    }

    private static void AppendAlerts(StringBuilder body, HistoryReport report)
    {
        if (report.Alerts.IsEmpty) return;
        body.Append("<h2>Open regressions</h2>\n<ul>\n");
        foreach (var alert in report.Alerts)
        {
            body.Append($"""<li><span class="bad">{HtmlText.Percent(alert.Relative)}</span> {HtmlText.Encode($"{alert.Series.Metric} of {alert.Series.Case} on {alert.Series.Device}, {alert.PreviousCommit}..{alert.FirstCommit}, since {alert.Date:yyyy-MM-dd}")}</li>""").Append('\n');
        }

        body.Append("</ul>\n");
    }

    private static void AppendFilters(StringBuilder body, HistoryReport report)
    {
        string Choice(string id, string label, IEnumerable<string> values) =>
            $"""<label>{label}<select id="{id}"><option value="">all</option>{string.Concat(values.Distinct().Order(StringComparer.Ordinal).Select(value => $"<option>{HtmlText.Encode(value)}</option>"))}</select></label>""";

        body.Append("""<div class="filters"><label>Case<input type="search" id="search" placeholder="part of a name"></label>""")
            .Append(Choice("device", "Device", report.Series.Select(series => series.Found.Series.Key.Device)))
            .Append(Choice("metric", "Metric", report.Series.Select(series => series.Found.Series.Key.Metric.Name)))
            .Append("""<label class="tick"><input type="checkbox" id="changed">changed only</label><span class="soft" id="state" role="status"></span></div>""").Append('\n');
    }

    private static void AppendTable(StringBuilder body, HistoryReport report)
    {
        body.Append("<h2>Latest results</h2>\n<div class=\"table\"><table><thead><tr><th>Case</th><th>Device</th><th>Metric</th><th class=\"number\">Latest</th><th class=\"number\">Target</th>"
            + "<th class=\"number\">Since release</th><th>Against baseline</th><th>Result</th><th>Run</th></tr></thead>\n<tbody>\n");
        foreach (var series in report.Series)
        {
            var key = series.Found.Series.Key;
            body.Append($"<tr {Data(series)}><td>{HtmlText.Encode(key.Case)}</td><td class=\"short\" data-label=\"Device\">{HtmlText.Encode(key.Device)}</td><td data-label=\"Metric\">{HtmlText.Encode(key.Metric.Name)}</td>");
            body.Append($"<td class=\"number\" data-label=\"Latest\">{HtmlText.Encode(JudgementText.Value(series.Latest.Value, key.Metric.Unit))}</td>");
            body.Append($"<td class=\"number\" data-label=\"Target\">{(series.Target is { } target ? HtmlText.Encode(JudgementText.Value(target, key.Metric.Unit)) : "–")}</td>");
            body.Append($"<td class=\"number\" data-label=\"Since release\">{Since(series)}</td>");
            body.Append($"<td data-label=\"Against baseline\">{Verdict(series)}</td><td data-label=\"Result\">{HtmlText.Encode(series.Status.Length > 0 ? series.Status : "–")}</td>");
            body.Append($"<td class=\"short\" data-label=\"Run\">{Run(series)}</td></tr>\n");
        }

        body.Append("</tbody></table></div>\n");
    }

    private static void AppendChart(StringBuilder body, ReportSeries series)
    {
        var key = series.Found.Series.Key;
        body.Append($"<section class=\"chart\" {Data(series)}><h3>{HtmlText.Encode(key.Case)}</h3><p class=\"soft\">{HtmlText.Encode($"{key.Metric.Name}{(key.Metric.Unit.Symbol.Length > 0 ? $" in {key.Metric.Unit}" : "")} on {key.Device}")}");
        body.Append(series.Found.Drifts ? ", drifting" : !series.Found.HasEnoughData ? ", not enough data to judge" : "").Append("</p>");
        body.Append(ChartSvg.Draw(series));
        if (!series.Found.Changes.IsEmpty)
        {
            body.Append("<ul>");
            foreach (var change in series.Found.Changes.Reverse()) body.Append($"<li>{HtmlText.Encode(SeriesText.Line(key, change))}</li>");
            body.Append("</ul>");
        }

        body.Append("</section>\n");
    }

    private static string Data(ReportSeries series)
    {
        var key = series.Found.Series.Key;
        return $"data-case=\"{HtmlText.Encode(key.Case)}\" data-device=\"{HtmlText.Encode(key.Device)}\" data-metric=\"{HtmlText.Encode(key.Metric.Name)}\" data-changed=\"{(series.Found.Changes.IsEmpty ? "no" : "yes")}\"";
    }

    private static string Since(ReportSeries series) => series.SinceRelease is { } relative && series.LastRelease is { } release
        ? $"<span class=\"{Colour(series.Found.Series.Key, relative)}\">{HtmlText.Percent(relative)}</span> <span class=\"soft\">({HtmlText.Encode(release.Name)})</span>" : "–";

    private static string Verdict(ReportSeries series)
    {
        var comparison = series.Baseline;
        if (comparison.Verdict is ChangeVerdict.NotEnoughData or ChangeVerdict.Unchanged) return HtmlText.Encode(comparison.Verdict.Word());
        return $"<span class=\"{Colour(series.Found.Series.Key, comparison.Relative)}\">{HtmlText.Encode($"{comparison.Verdict.Word()} {HtmlText.Percent(comparison.Relative)}")}</span>";
    }

    private static string Run(ReportSeries series)
    {
        var night = $"{series.Latest.Date:yyyy-MM-dd}";
        // Only an address of the web becomes a link.
        return series.JobUrl is { } url && url.StartsWith("https://", StringComparison.Ordinal) ? $"<a href=\"{HtmlText.Encode(url)}\" rel=\"noreferrer\">{night}</a>" : night;
    }

    private static string Colour(SeriesKey key, double relative) => Math.Abs(relative) < DetectionSettings.Default.SmallestChange ? "soft" : ChangeDetection.Judge(key.Metric.Better, relative) switch
    {
        ChangeVerdict.Regressed => "bad",
        ChangeVerdict.Improved => "good",
        _ => "soft",
    };
}
