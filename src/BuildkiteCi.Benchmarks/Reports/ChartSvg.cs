using BuildkiteCi.Benchmarks.Changes;
using BuildkiteCi.Benchmarks.Judging;
using BuildkiteCi.Benchmarks.Metrics;
using BuildkiteCi.Core.Pages;
using BuildkiteCi.Core.Text;

namespace BuildkiteCi.Benchmarks.Reports;

/// <summary>
/// Draws a series as readers without the script see it, and everybody until the script draws it anew: values (of many, the least, the most
/// and the median of each column), levels, changes, target and releases.
/// </summary>
internal static class ChartSvg
{
    private const double Width = 380;
    private const double Height = 180;

    // More values than this are drawn as a band from the least to the most of each column, and their median.
    private const int MostColumns = 40;

    // Tick labels of large values are short.
    private const double Thousand = 1000;

    private static ChartFrame Frame(ReportSeries series) =>
        new(ChartScale.Of(series.Found.Series.Points.Select(point => point.Value).Concat(series.Target is { } target ? [target] : [])))
        {
            Width = Width,
            Height = Height,
            Left = 44,
            Right = 8,
            Top = 16,
            Bottom = 20,
        };

    private static HtmlText Open(ReportSeries series, ChartFrame frame)
    {
        var points = series.Found.Series.Points;
        return frame.Open($"{points.Length} values from {points[0].Date:yyyy-MM-dd} to {points[^1].Date:yyyy-MM-dd}");
    }

    /// <summary>The chart of a series.</summary>
    public static HtmlText Draw(ReportSeries series)
    {
        var points = series.Found.Series.Points;
        var unit = series.Found.Series.Key.Metric.Unit;
        var frame = Frame(series);
        var svg = Open(series, frame);
        var bottom = Height - frame.Bottom;

        double X(double index) => frame.X(points.Length == 1 ? 0.5 : index / (points.Length - 1));
        void Line(string style, double x1, double y1, double x2, double y2) => ChartFrame.AddLine(svg, style, x1, y1, x2, y2);
        void Text(string style, double x, double y, string anchor, string text) => ChartFrame.AddText(svg, style, x, y, anchor, text);

        frame.AddAxes(svg, Tick, $"{points[0].Date:yyyy-MM-dd}", $"{points[^1].Date:yyyy-MM-dd}");
        DrawReleases();
        DrawValues(svg, series, X, frame.Y);
        foreach (var level in series.Found.Levels)
            Line("level", X(level.From), frame.Y(level.Center - level.Rise / 2), X(level.To), frame.Y(level.End));
        if (series.Target is { } target)
        {
            frame.AddLevel(svg, "target", target);
            Text("target", frame.End, frame.Y(target) - 3, "end", $"target {MetricText.Value(target, unit)}");
        }

        foreach (var change in series.Found.Changes)
            DrawChange(change.After.From, change.Direction, change.Verdict, SeriesText.Line(series.Found.Series.Key, change), "");
        if (series.Found.Suspicion is { } suspicion)
            DrawChange(
                points.IndexOf(suspicion.First),
                suspicion.Relative > 0 ? Direction.Up : Direction.Down,
                suspicion.Verdict,
                series.Found.Standing.ToString(),
                " suspected"
            );
        return svg.AddMarkup("</svg>");

        // One mark a release, where it was first measured; names only where there is room.
        void DrawReleases()
        {
            var free = double.NegativeInfinity;
            foreach (var (point, release) in series.Releases.DistinctBy(mark => mark.Release))
            {
                Line("release", X(point), frame.Top, X(point), bottom);
                var width = 6.0 * release.Length;
                var x = Math.Min(X(point) + 2, frame.End - width);
                if (x < free) continue;
                Text("release", x, frame.Top - 4, "start", release);
                free = x + width + 4;
            }
        }

        void DrawChange(int first, Direction direction, ChangeVerdict verdict, string title, string style)
        {
            var (x, y) = (X(first - 0.5), direction == Direction.Up ? frame.Top + 2 : bottom - 2);
            var tip = direction == Direction.Up ? y + 9 : y - 9;
            svg.Add($"""<g class="{verdict.Word()}{style}"><title>{title}</title>""");
            Line("", x, frame.Top, x, bottom);
            svg.Add($"""<path d="M{ChartText.Pixel(x)} {ChartText.Pixel(y)}L{ChartText.Pixel(x - 5)} {ChartText.Pixel(tip)}H{ChartText.Pixel(x + 5)}Z"/></g>""");
        }
    }

    private static void DrawValues(HtmlText svg, ReportSeries series, Func<double, double> x, Func<double, double> y)
    {
        var points = series.Found.Series.Points;
        if (points.Length <= MostColumns)
        {
            svg.Add(
                $"""<polyline class="value" points="{string.Join(' ', points.Select((point, i) => $"{ChartText.Pixel(x(i))},{ChartText.Pixel(y(point.Value))}"))}"/>"""
            );
            // All dots are one path: an element each would make a page of a hundred cases slow.
            svg.Add(
                $"""<path class="dot" d="{string.Concat(points.Select((point, i) => $"M{ChartText.Pixel(x(i) - 1.5)} {ChartText.Pixel(y(point.Value))}a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0-3 0"))}"/>"""
            );
            return;
        }

        var columns = Enumerable.Range(0, MostColumns).Select(column =>
        {
            var (from, to) = (column * points.Length / MostColumns, (column + 1) * points.Length / MostColumns);
            var values = points[from..to].Select(point => point.Value).ToArray();
            return (X: x((from + to - 1) / 2.0), Low: values.Min(), High: values.Max(), Median: Robust.Median(values));
        }).ToArray();
        string Place(double left, double top) => $"{Math.Round(left)},{Math.Round(top)}";
        var band = columns.Select(column => Place(column.X, y(column.High)))
            .Concat(columns.Reverse().Select(column => Place(column.X, y(column.Low))));
        svg.Add($"""<polygon class="band" points="{string.Join(' ', band)}"/>""");
        svg.Add($"""<polyline class="value" points="{string.Join(' ', columns.Select(column => Place(column.X, y(column.Median))))}"/>""");
    }

    private static string Tick(double value) => Math.Abs(value) >= 10 * Thousand ? $"{value / Thousand:0.##}k" : $"{value:0.####}";
}
