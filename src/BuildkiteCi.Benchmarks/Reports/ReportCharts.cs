using BuildkiteCi.Benchmarks.Changes;
using BuildkiteCi.Core.Pages;
using BuildkiteCi.Core.Text;

namespace BuildkiteCi.Benchmarks.Reports;

/// <summary>
/// A section a series: its name, its chart, its changes. The script draws every chart; here those are drawn that changed last, and changes
/// are listed newest first, as long as there is room.
/// </summary>
internal static class ReportCharts
{
    private const int MostDrawn = 100;

    // Of the room that is left lists of changes may take this much; the rest is for charts.
    private const double ShareOfLists = 0.6;

    private const string End = "</section>\n";
    private const string Frame = "<ul><li>and 99 earlier, marked in the chart</li></ul>";

    /// <summary>Writes the sections.</summary>
    /// <param name="all">The page's series.</param>
    /// <param name="causes">Events that are on the page.</param>
    /// <param name="room">What the page may grow by.</param>
    public static string Write(
        (ReportSeries Series, bool IsEarlier)[] all,
        EventNames causes,
        PageRoom room
    )
    {
        var heads = all.Select((one, i) => room.Use(Head(one.Series, i, one.IsEarlier).ToString())).ToArray();
        foreach (var one in all) _ = room.Use(one.Series.Found.Changes.IsEmpty ? End : Frame + End);
        var lists = Lists(all, causes, room);
        var charts = Charts(all, room);
        var text = new HtmlText();
        for (var i = 0; i < all.Length; i++)
        {
            text.AddMarkup(heads[i]).AddMarkup(charts[i]);
            var (items, count) = (lists[i], all[i].Series.Found.Changes.Length);
            if (count > 0)
            {
                text.AddMarkup("<ul>").AddMarkup(string.Concat(items));
                if (items.Count < count)
                    text.Add($"<li>{(items.Count > 0 ? "and " : "")}{count - items.Count} earlier, marked in the chart</li>");
                text.AddMarkup("</ul>");
            }

            text.AddMarkup(End);
        }

        return text.ToString();
    }

    private static HtmlText Head(ReportSeries series, int index, bool isEarlier)
    {
        var key = series.Found.Series.Key;
        var unit = key.Metric.Unit.Symbol.Length > 0 ? $" in {key.Metric.Unit}" : "";
        var head = new HtmlText().Add(
            $"<section class=\"chart\" data-i=\"{index}\"{(isEarlier ? " hidden" : "")}><h3>{key.Case}</h3>"
                + $"<p class=\"soft\">{key.Metric.Name}{unit} on {key.Device}"
        );
        if (isEarlier || series.Before is not null) head.Add($", configuration {key.Configuration}");
        if (isEarlier) head.Add($", until {Day(series.Latest)}");
        else if (series.Before is { } before)
        {
            var jump = series.Jump is { } relative ? $": {ChartText.Percent(relative)}" : "";
            head.Add($", since {Day(series.Found.Series.Points[0])}{jump}, before it {before.Found.Series.Key.Configuration}");
        }

        head.Add($"{(series.Found.Drifts ? ", drifting" : !series.Found.HasEnoughData ? ", not enough data to judge" : "")}</p>");
        return series.Found.Unstable is { } why ? head.Add($"<p class=\"soft\">{why}: no alerts</p>") : head;
    }

    // What changed last is listed first.
    private static List<string>[] Lists(
        (ReportSeries Series, bool IsEarlier)[] all,
        EventNames causes,
        PageRoom room
    )
    {
        var lists = Array.ConvertAll(all, _ => new List<string>());
        var leaving = room.Left - (int)(room.Left * ShareOfLists);
        var newest = all.Index()
            .Select(one => (one.Index, one.Item.Series.Found))
            .SelectMany(one => one.Found.Changes.Select(change => (one.Index, one.Found.Series.Key, Change: change)))
            .OrderByDescending(one => one.Change.First.Moment);
        foreach (var (index, key, change) in newest)
        {
            // The commits are at the event, once for all that it touched.
            var cause = causes.Of(key, change) is { } id
                ? new HtmlText().Add($"<a href=\"#{id}\">event {id}</a>")
                : ReportEvents.Suspects(change.Suspects);
            var item = new HtmlText().Add($"<li>{SeriesText.What(key, change)}, {cause}, {SeriesText.Evidence(change)}</li>");
            if (room.Fit(item, leaving) is not { } html) break;
            lists[index].Add(html);
        }

        return lists;
    }

    private static string[] Charts((ReportSeries Series, bool IsEarlier)[] all, PageRoom room)
    {
        var charts = new string[all.Length];
        var newest = Enumerable.Range(0, all.Length)
            .OrderByDescending(i => all[i].Series.Found.Standing.Since)
            .Take(MostDrawn);
        foreach (var i in newest)
        {
            if (room.Fit(ChartSvg.Draw(all[i].Series), leaving: 0) is not { } html) break;
            charts[i] = html;
        }

        return charts;
    }

    private static string Day(SeriesPoint point) => $"{point.Date:yyyy-MM-dd}";
}
