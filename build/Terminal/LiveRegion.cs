using Spectre.Console;
using Spectre.Console.Rendering;

namespace Build.Terminal;

/// <summary>
/// The lines at the foot of a terminal that are drawn again and again, while what has happened scrolls by above them. Each drawing takes the
/// last one away first, down to the end of the screen: Spectre's own live display only writes over it, and leaves its ends behind shorter lines.
/// </summary>
/// <param name="console">The terminal.</param>
internal sealed class LiveRegion(IAnsiConsole console)
{
    // How wide each drawn row is: a terminal that was made narrower since has broken those that do not fit any more.
    private List<int> drawn = [];

    /// <summary>Writes lines that stay, and the region anew below them.</summary>
    /// <param name="above">Lines that stay; they may be longer than the terminal is wide.</param>
    /// <param name="rows">The region's lines; each is cut to the terminal's width, and the first ones go where they are more than fit on it.</param>
    public void Draw(IReadOnlyList<IReadOnlyList<Segment>> above, IReadOnlyList<IReadOnlyList<Segment>> rows)
    {
        // The terminal moves to a new line by itself where one is full, so the last column stays empty; and the region never scrolls.
        var width = Math.Max(1, console.Profile.Width - 1);
        var shown = rows.Skip(rows.Count - Math.Max(1, console.Profile.Height - 1)).ToList();
        var cut = shown.Select(row => Cut(row, width).ToList()).ToList();
        var up = drawn.Sum(cells => Math.Max(1, (cells + console.Profile.Width - 1) / Math.Max(1, console.Profile.Width)));
        console.Write(new Drawing(
        [
            Segment.Control(up > 0 ? $"\r\e[{up}A\e[J" : ""),
            .. above.SelectMany(line => line.Append(Segment.LineBreak)),
            .. cut.SelectMany(row => row.Append(Segment.LineBreak)),
        ]));
        drawn = [.. cut.Select(row => row.Sum(segment => segment.CellCount()))];
    }

    /// <summary>Takes the region away; the console is anybody's until the next drawing.</summary>
    public void Clear() => Draw([], []);

    private static IEnumerable<Segment> Cut(IReadOnlyList<Segment> row, int width)
    {
        var tooLong = row.Sum(segment => segment.CellCount()) > width;
        var left = tooLong ? width - 1 : width;
        foreach (var segment in row)
        {
            if (Segment.Truncate(segment, left) is not { } fits) break;
            left -= fits.CellCount();
            yield return fits;
        }

        if (tooLong) yield return new Segment("…");
    }

    // Written at once, so that nobody sees the region gone between two drawings.
    private sealed class Drawing(IReadOnlyList<Segment> segments) : IRenderable
    {
        public Measurement Measure(RenderOptions options, int maxWidth) => new(maxWidth, maxWidth);

        public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => segments;
    }
}
