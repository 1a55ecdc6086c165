using BuildkiteCi.Benchmarks.Changes;
using BuildkiteCi.Benchmarks.Judging;
using BuildkiteCi.Benchmarks.Metrics;
using BuildkiteCi.Core.Pages;
using BuildkiteCi.Core.Text;

namespace BuildkiteCi.Benchmarks.Reports;

/// <summary>The newest results: a block for each newest run of a case, a row for each of its metrics.</summary>
internal static class ReportTable
{
    /// <summary>Writes the table.</summary>
    /// <param name="body">Where to.</param>
    /// <param name="all">The page's series; those of earlier configurations have no row.</param>
    public static void Write(HtmlText body, (ReportSeries Series, bool IsEarlier)[] all)
    {
        body.AddMarkup(
            "<h2>Latest results</h2>\n<div class=\"table\"><table class=\"results\"><thead><tr><th>Metric</th><th>Latest</th>"
                + "<th>Target</th><th>Since release</th><th>State</th><th>Target met</th></tr></thead>\n"
        );
        (string, string, DateOnly, string?)? block = null;
        for (var i = 0; i < all.Length; i++)
        {
            if (all[i].IsEarlier) continue;
            var series = all[i].Series;
            var key = series.Found.Series.Key;
            if ((key.Case, key.Device, series.Latest.Date, series.JobUrl) is var here && here != block)
            {
                if (block is not null) body.AddMarkup("</tbody>\n");
                body.Add($"<tbody><tr><th colspan=\"6\">{key.Case} <span class=\"soft\">on {key.Device}, {Run(series)}</span></th></tr>\n");
                block = here;
            }

            var latest = MetricText.Value(series.Latest.Value, key.Metric.Unit);
            var target = series.Target is { } asked ? MetricText.Value(asked, key.Metric.Unit) : "–";
            body.Add($"<tr data-i=\"{i}\"><td>{key.Metric.Name}</td><td>{latest}</td><td>{target}</td>");
            body.Add($"<td>{Since(series)}</td><td>{Standing(series)}</td><td>{TargetMet(series)}</td></tr>\n");
        }

        body.AddMarkup("</tbody></table></div>\n");
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
    private static HtmlText Run(ReportSeries series)
    {
        var day = $"{series.Latest.Date:yyyy-MM-dd}";
        return series.JobUrl is { } url && url.StartsWith("https://", StringComparison.Ordinal)
            ? new HtmlText().Add($"<a href=\"{url}\">{day}</a>")
            : new HtmlText().Add($"{day}");
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
