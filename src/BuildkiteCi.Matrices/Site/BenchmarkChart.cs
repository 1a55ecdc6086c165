using System.Globalization;
using BuildkiteCi.Catalogue.Results;
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
    private const int Right = 12;
    private const int Top = 28;
    private const int Bottom = 34;

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
        var scale = new Scale(
            all.Min(point => point.Date),
            all.Max(point => point.Date),
            NiceTop(all.Max(point => Math.Max(point.Measurement.Value, point.Measurement.Target ?? 0)))
        );
        var html = new HtmlText();
        html.Add($"<svg class=\"chart\" viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{Description(newest, series)}\">\n");
        WriteAxes(html, scale, newest);
        foreach (var (number, (title, points)) in series.Index()) WriteSeries(html, scale, title, points, number);
        html.Add(
            $"</svg>\n<figcaption>{newest.Metric.Words}{Unit(newest)}, from {Day(all.Min(point => point.Date))} to "
                + $"{Day(all.Max(point => point.Date))}{(series.Any(one => one.Points[^1].Measurement.Target is not null) ? "; dashed: the target" : "")}.</figcaption>"
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

    private static void WriteAxes(HtmlText html, Scale scale, Measurement measured)
    {
        for (var step = 0; step <= 4; step++)
        {
            var value = scale.Top * step / 4;
            html.Add(
                $"<line class=\"grid\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{scale.Y(value)}\" y2=\"{scale.Y(value)}\"/><text "
                    + $"x=\"{Left - 8}\" y=\"{scale.Y(value)}\" dy=\"4\" text-anchor=\"end\">{NumberText.Of(value)}</text>\n"
            );
        }

        html.Add($"<text x=\"{Left - 8}\" y=\"12\" text-anchor=\"end\">{measured.Metric.Unit.Text("").Trim()}</text>");
        html.Add(
            $"<text x=\"{Left}\" y=\"{Height - 10}\">{Day(scale.From)}</text><text x=\"{Width - Right}\" y=\"{Height - 10}\" "
                + $"text-anchor=\"end\">{Day(scale.To)}</text>\n"
        );
    }

    private static void WriteSeries(HtmlText html, Scale scale, string title, Point[] points, int number)
    {
        // Six looks; a seventh line looks like the first again and is still told apart by its title.
        var look = $"s{number % 6}";
        html.Add($"<g class=\"{look}\"><text class=\"key\" x=\"{Left + 8 + (number * 120)}\" y=\"14\">● {title}</text>");
        if (points[^1].Measurement.Target is { } target)
            html.Add(
                $"<line class=\"target\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{scale.Y(target)}\" "
                    + $"y2=\"{scale.Y(target)}\"><title>{title}: target {NumberText.Of(target)}</title></line>"
            );
        html.Add(
            $"<polyline "
                + $"points=\"{string.Join(' ', points.Select(point => $"{scale.X(point.Date)},{scale.Y(point.Measurement.Value)}"))}\"/>"
        );
        foreach (var point in points)
            html.Add(
                $"<circle cx=\"{scale.X(point.Date)}\" cy=\"{scale.Y(point.Measurement.Value)}\" r=\"3\"><title>{title}, {point.Title}: "
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

    // The least of a few round numbers times a power of ten that is not less.
    private static double NiceTop(double value)
    {
        if (value <= 0) return 1;
        var power = Math.Pow(10, Math.Floor(Math.Log10(value)));
        return new[] { 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10 }.First(step => step * power >= value * 0.999999) * power;
    }

    private sealed record Point(DateTimeOffset Date, string Title, Measurement Measurement);

    private sealed record Scale(DateTimeOffset From, DateTimeOffset To, double Top)
    {
        public string X(DateTimeOffset date) => Text(Left + ((Width - Left - Right) * (To == From ? 0.5 : (date - From) / (To - From))));

        public string Y(double value) => Text(Height - Bottom - ((Height - Bottom - BenchmarkChart.Top) * value / Top));

        private static string Text(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
    }
}
