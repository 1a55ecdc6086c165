using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Core.Pages;
using BuildkiteCi.Core.Text;
using BuildkiteCi.Matrices.History;
using BuildkiteCi.Matrices.Judging;

namespace BuildkiteCi.Matrices.Site;

/// <summary>A subject's speed over time as SVG: a line for each generation and implementation, the newest target dashed.</summary>
internal static class BenchmarkChart
{
    private const int Width = 720;
    private const int Height = 260;
    private const int Left = 64;

    /// <summary>The chart; null where fewer than two points were measured, which are no history.</summary>
    public static HtmlText? Of(SiteContent content, SubjectHistory subject)
    {
        var implementations = subject.Implementations;
        var series = (from implementation in implementations
                      from generation in content.History.Generations
                      let points = Points(content.History, subject, implementation, generation)
                      where points.Length > 0
                      select (Title: implementations.Length > 1 ? $"{generation} {implementation}" : generation, Points: points)).ToArray();
        if (series.Length == 0 || series.Max(one => one.Points.Length) < 2) return null;

        // Another measurement or unit than the newest one's is another chart; readers want the one that is measured now.
        var newest = series.SelectMany(one => one.Points).MaxBy(point => point.Date)!.Measurement;
        series =
        [
            .. series
                .Select(one => (one.Title, Points: Array.FindAll(one.Points, point => point.Measurement.Metric == newest.Metric)))
                .Where(one => one.Points.Length > 0),
        ];
        var all = series.SelectMany(one => one.Points).ToArray();
        var chart = new Chart(
            new ChartFrame(ChartScale.FromZero(all.Select(point => Math.Max(point.Measurement.Value, point.Measurement.Target ?? 0))))
            {
                Width = Width,
                Height = Height,
                Left = Left,
                Right = 12,
                Top = 28,
                Bottom = 34,
            },
            all.Min(point => point.Date),
            all.Max(point => point.Date)
        );
        var html = chart.Frame.Open(Description(newest, series));
        chart.Frame.AddAxes(html, value => NumberText.Of(value), Day(chart.From), Day(chart.To));
        ChartFrame.AddText(html, "tick", Left - 4, 12, "end", newest.Metric.Unit.Text("").Trim());
        html.AddMarkup("\n");
        foreach (var (number, (title, points)) in series.Index()) WriteSeries(html, chart, title, points, number);
        html.Add(
            $"</svg>\n<figcaption>{newest.Metric.Words}{Unit(newest)}, from {Day(chart.From)} to "
                + $"{Day(chart.To)}{(series.Any(one => one.Points[^1].Measurement.Target is not null) ? "; dashed: the target" : "")}.</figcaption>"
        );
        return html;
    }

    private static Point[] Points(SupportHistory history, SubjectHistory subject, string implementation, string generation) =>
    [
        .. from edition in history.EditionsByDate
           let measurement = subject.At(edition, implementation, generation)?.Speed
           where measurement is not null
           select new Point(edition.Publications[implementation].Date, edition.Title, measurement),
    ];

    private static void WriteSeries(HtmlText html, Chart chart, string title, Point[] points, int number)
    {
        // Six looks; a seventh line looks like the first again and is still told apart by its title.
        var look = $"s{number % 6}";
        html.Add($"<g class=\"{look}\"><text class=\"key\" x=\"{Left + 8 + (number * 120)}\" y=\"14\">● {title}</text>");
        if (points[^1].Measurement.Target is { } target)
        {
            html.Add($"<g><title>{title}: target {NumberText.Of(target)}</title>");
            chart.Frame.AddLevel(html, "target", target);
            html.AddMarkup("</g>");
        }

        html.Add(
            $"<polyline "
                + $"points=\"{string.Join(' ', points.Select(point => $"{chart.X(point.Date)},{chart.Y(point.Measurement.Value)}"))}\"/>"
        );
        foreach (var point in points)
            html.Add(
                $"<circle cx=\"{chart.X(point.Date)}\" cy=\"{chart.Y(point.Measurement.Value)}\" r=\"3\"><title>{title}, {point.Title}: "
                    + $"{NumberText.Of(point.Measurement)}</title></circle>"
            );
        html.Add($"</g>\n");
    }

    private static string Description(Measurement newest, (string Title, Point[] Points)[] series) =>
        $"{newest.Metric.Words}{Unit(newest)} over time. "
        + string.Join(
            ". ",
            series.Select(one => $"{one.Title}: {one.Points.Length} points, last {NumberText.Of(one.Points[^1].Measurement)}")
        );

    private static string Unit(Measurement measurement) => measurement.Metric.Unit.Text("") is { Length: > 0 } unit ? $" in{unit}" : "";

    private static string Day(DateTimeOffset date) => date.UtcDateTime.ToString("yyyy-MM-dd");

    private sealed record Point(DateTimeOffset Date, string Title, Measurement Measurement);

    private sealed record Chart(ChartFrame Frame, DateTimeOffset From, DateTimeOffset To)
    {
        public string X(DateTimeOffset date) => ChartText.Pixel(Frame.X(To == From ? 0.5 : (date - From) / (To - From)));

        public string Y(double value) => ChartText.Pixel(Frame.Y(value));
    }
}
