using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace BuildkiteCi.Benchmarks.Metrics;

/// <summary>
/// Splits a captured console into lines. Buildkite marks lines with the time (<c>ESC _bk;t=… BEL</c>), programs colour them (ANSI), and
/// progress bars go back to the line's start with a carriage return: what stands behind one is a line of its own here, of the same number.
/// </summary>
internal static partial class ConsoleText
{
    public static ImmutableArray<ConsoleLine> Lines(string log)
    {
        var lines = ImmutableArray.CreateBuilder<ConsoleLine>();
        var number = 0;
        foreach (var line in log.Split('\n'))
        {
            number++;
            foreach (var piece in Clean(line).Split('\r'))
            {
                var text = piece.Trim();
                if (text.Length > 0) lines.Add(new ConsoleLine(number, text));
            }
        }

        return lines.ToImmutable();
    }

    /// <summary>A line without escape sequences.</summary>
    public static string Clean(string line) => line.Contains('\u001b') ? Escapes().Replace(line, "") : line;

    // ECMA-48: control sequences (colours), and strings that BEL or ESC \ ends (Buildkite's time marks, titles, links).
    [GeneratedRegex("""\u001b\[[0-?]*[ -/]*[@-~]|\u001b[_\]PX^][^\u0007\u001b]*(\u0007|\u001b\\)|\u001b[@-Z\\-_]""", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Escapes();
}
