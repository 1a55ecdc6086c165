using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace BuildkiteCi.Benchmarks.Metrics;

/// <summary>
/// Splits a captured console into lines. Buildkite marks lines with the time (<c>ESC _bk;t=… BEL</c>), programs colour them (ANSI), and
/// progress bars go back to the line's start with a carriage return: what follows one is a line of its own here, of the same number.
/// What container engines and log shippers put before a line (times, streams, names of containers) is taken off.
/// </summary>
internal static partial class ConsoleText
{
    private const int MostPrefixes = 4;

    public static ImmutableArray<ConsoleLine> Lines(string log)
    {
        var lines = ImmutableArray.CreateBuilder<ConsoleLine>();
        var number = 0;
        foreach (var line in log.Split('\n'))
        {
            number++;
            foreach (var piece in Clean(line).Split('\r'))
            {
                var text = WithoutPrefixes(piece.Trim());
                if (text.Length > 0) lines.Add(new ConsoleLine(number, text));
            }
        }

        return lines.ToImmutable();
    }

    /// <summary>A line without escape sequences.</summary>
    public static string Clean(string line) => line.Contains('\u001b') ? Escapes().Replace(line, "") : line;

    private static string WithoutPrefixes(string line)
    {
        // A shipper's time, then the engine's stream, then the container's name, in any order.
        for (var round = 0; round < MostPrefixes; round++)
        {
            if (Prefix().Match(line) is not { Success: true, Length: > 0 } prefix) break;
            line = line[prefix.Length..].TrimStart();
        }

        return line;
    }

    // docker logs -t and kubectl --timestamps; the CRI's stream and tag; docker compose; kubectl --prefix; syslog; the time of day alone.
    [GeneratedRegex(
        """
        ^(
          \[?\d{4}-\d\d-\d\d[T\ ]\d\d:\d\d:\d\d([.,]\d+)?\ ?(Z|UTC|[+-]\d\d:?\d\d)?\]?:?(\s+|$)
        | (stdout|stderr)\ [FP](\s+|$)
        | [A-Za-z0-9][A-Za-z0-9_.-]*\s+\|(\s|$)
        | \[(pod|container)/[^\]]+\](\s+|$)
        | [A-Z][a-z]{2}\ [\ \d]\d\ \d\d:\d\d:\d\d\ \S+\ [^\s:\[]+(\[\d+\])?:(\s+|$)
        | \[?\d\d:\d\d:\d\d([.,]\d+)?\]?\s+
        )
        """,
        RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Prefix();

    // ECMA-48: control sequences (colours), and strings that BEL or ESC \ ends (Buildkite's time marks, titles, links).
    [GeneratedRegex(
        """\u001b\[[0-?]*[ -/]*[@-~]|\u001b[_\]PX^][^\u0007\u001b]*(\u0007|\u001b\\)|\u001b[@-Z\\-_]""",
        RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex Escapes();
}

/// <summary>A line of a log without what terminals and CI put around it.</summary>
/// <param name="Number">Line of the file, from 1.</param>
/// <param name="Text">Trimmed.</param>
internal readonly record struct ConsoleLine(int Number, string Text);
