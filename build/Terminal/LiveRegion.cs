using Spectre.Console;
using Spectre.Console.Rendering;

namespace Build.Terminal;

/// <summary>
/// The lines at the foot of a terminal that are drawn again and again, while what has happened scrolls by above them. A drawing writes only
/// the rows that have changed, over what is there: Spectre's own live display takes everything away first, which flickers, and leaves ends
/// of longer lines behind.
/// </summary>
/// <param name="console">The terminal.</param>
internal sealed class LiveRegion(IAnsiConsole console)
{
    // Terminals that know it show everything between the two at once; the others pass over it.
    private const string Begin = "\e[?2026h";
    private const string End = "\e[?2026l";

    private const string ClearRow = "\e[K";
    private const string ClearBelow = "\e[J";

    private List<List<Segment>> drawn = [];
    private int drawnWidth;

    /// <summary>Writes lines that stay, and the region anew below them; nothing where neither is new.</summary>
    /// <param name="above">Lines that stay; they may be longer than the terminal is wide.</param>
    /// <param name="rows">The region's lines; each is cut to the terminal's width, and the first ones go where they are more than fit on
    /// it.</param>
    public void Draw(IReadOnlyList<IReadOnlyList<Segment>> above, IReadOnlyList<IReadOnlyList<Segment>> rows)
    {
        // The terminal moves to a new line by itself where one is full, so the last column stays empty; and the region never scrolls.
        var width = Math.Max(1, console.Profile.Width);
        var shown = rows.Skip(rows.Count - Math.Max(1, console.Profile.Height - 1))
            .Select(row => Cut(row, Math.Max(1, width - 1)).ToList())
            .ToList();
        if (above.Count == 0 && drawn.Count == 0 && shown.Count == 0) return;
        List<Segment> drawing = [.. above.Count > 0 || width != drawnWidth ? All(above, shown, width) : Changes(shown)];
        if (drawing.Count > 0) console.Write(new Drawing(drawing));
        (drawn, drawnWidth) = (shown, width);
    }

    // A terminal that was made narrower since has broken rows that do not fit any more.
    private IEnumerable<Segment> All(IReadOnlyList<IReadOnlyList<Segment>> above, List<List<Segment>> rows, int width)
    {
        var up = drawn.Sum(row => Math.Max(1, (row.Sum(segment => segment.CellCount()) + width - 1) / width));
        return
        [
            Segment.Control(Begin + (up > 0 ? $"\r\e[{up}A{ClearBelow}" : "")),
            .. above.Concat(rows).SelectMany(line => line.Append(Segment.LineBreak)),
            Segment.Control(End),
        ];
    }

    private IEnumerable<Segment> Changes(List<List<Segment>> rows)
    {
        var common = Math.Min(drawn.Count, rows.Count);
        var first = Enumerable.Range(0, common).FirstOrDefault(row => !IsSame(drawn[row], rows[row]), common);
        if (first == common && drawn.Count == rows.Count) yield break;
        var end = rows.Count;
        while (drawn.Count == rows.Count && IsSame(drawn[end - 1], rows[end - 1])) end--;

        if (drawn.Count > first) yield return Segment.Control($"\r\e[{drawn.Count - first}A");
        for (var row = first; row < end; row++)
        {
            if (row >= common || !IsSame(drawn[row], rows[row]))
            {
                foreach (var segment in rows[row]) yield return segment;
                yield return Segment.Control(ClearRow);
            }

            yield return Segment.LineBreak;
        }

        if (drawn.Count > rows.Count) yield return Segment.Control(ClearBelow);
        if (end < rows.Count) yield return Segment.Control($"\e[{rows.Count - end}B");
    }

    private static bool IsSame(List<Segment> before, List<Segment> now) =>
        before.Count == now.Count
        && before.Zip(now).All(pair => pair.First.Text == pair.Second.Text && pair.First.Style.Equals(pair.Second.Style));

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
