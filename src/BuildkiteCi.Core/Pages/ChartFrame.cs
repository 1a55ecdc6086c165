using BuildkiteCi.Core.Text;

namespace BuildkiteCi.Core.Pages;

/// <summary>A chart's area in its SVG: where values come to lie, and the axes around them.</summary>
/// <param name="Scale">The vertical axis.</param>
public sealed record ChartFrame(ChartScale Scale)
{
    /// <summary>Width of the whole picture in its own units.</summary>
    public required double Width { get; init; }

    /// <summary>Height of the whole picture.</summary>
    public required double Height { get; init; }

    /// <summary>Space left of the area, for the numbers of the vertical axis.</summary>
    public required double Left { get; init; }

    /// <summary>Space right of it.</summary>
    public required double Right { get; init; }

    /// <summary>Space above it.</summary>
    public required double Top { get; init; }

    /// <summary>Space below it, for the first and the last day.</summary>
    public required double Bottom { get; init; }

    /// <summary>The right border of the area.</summary>
    public double End => Width - Right;

    /// <summary>Where a share of the width lies: 0 at the left, 1 at the right.</summary>
    public double X(double share) => Left + share * (Width - Left - Right);

    /// <summary>Where a value lies.</summary>
    public double Y(double value) => Top + Scale.FromTop(value) * (Height - Top - Bottom);

    /// <summary>The picture's first tag.</summary>
    /// <param name="description">What it shows, for readers who do not see it.</param>
    public HtmlText Open(string description) =>
        new HtmlText().Add(
            $"<svg viewBox=\"0 0 {ChartText.Pixel(Width)} {ChartText.Pixel(Height)}\" role=\"img\" aria-label=\"{description}\">"
        );

    /// <summary>Adds a line and a number for each tick, and the first and the last day below the area.</summary>
    /// <param name="svg">The picture.</param>
    /// <param name="number">Writes a tick's value.</param>
    /// <param name="first">The first day.</param>
    /// <param name="last">The last one.</param>
    public void AddAxes(HtmlText svg, Func<double, string> number, string first, string last)
    {
        foreach (var tick in Scale.Ticks)
        {
            AddLine(svg, "grid", Left, Y(tick), End, Y(tick));
            AddText(svg, "tick", Left - 4, Y(tick) + 4, "end", number(tick));
        }

        AddText(svg, "tick", Left, Height - 5, "start", first);
        AddText(svg, "tick", End, Height - 5, "end", last);
    }

    /// <summary>Adds a line over the whole width.</summary>
    public void AddLevel(HtmlText svg, string style, double value) => AddLine(svg, style, Left, Y(value), End, Y(value));

    /// <summary>Adds a line.</summary>
    public static void AddLine(HtmlText svg, string style, double x1, double y1, double x2, double y2) =>
        svg.Add(
            $"""<line class="{style}" x1="{ChartText.Pixel(x1)}" y1="{ChartText.Pixel(y1)}" x2="{ChartText.Pixel(x2)}" y2="{ChartText.Pixel(y2)}"/>"""
        );

    /// <summary>Adds a text.</summary>
    /// <param name="svg">The picture.</param>
    /// <param name="style">Its class.</param>
    /// <param name="x">Where it begins, ends or has its middle.</param>
    /// <param name="y">Its base line.</param>
    /// <param name="anchor"><c>start</c>, <c>middle</c> or <c>end</c>: which part of it is at <paramref name="x"/>.</param>
    /// <param name="text">The text.</param>
    public static void AddText(HtmlText svg, string style, double x, double y, string anchor, string text) =>
        svg.Add($"""<text class="{style}" x="{ChartText.Pixel(x)}" y="{ChartText.Pixel(y)}" text-anchor="{anchor}">{text}</text>""");
}
