using System.Collections.Immutable;
using System.Text.RegularExpressions;
using BuildkiteCi.Benchmarks.Metrics;

namespace BuildkiteCi.Benchmarks.Running;

/// <summary>
/// a server's log shows while it grows: whether it is ready, whether it cannot become so, and which lines tell why. The line that shows
/// what is wrong is 40 to 120 lines below the first fatal one: it is the exception that ends the first traceback.
/// </summary>
public sealed partial class ServerLog
{
    private const string ReadyText = "Application startup complete";
    private const string TracebackText = "Traceback (most recent call last)";
    private const int LastLines = 12;
    private const int LongestLine = 200;

    // Classes of Python's errors are not among them: a handled ValueError in a warning is part of many a healthy start.
    private static readonly ImmutableArray<string> FatalTexts =
    [
        "EngineCore failed to start",
        "Engine core initialization failed",
        "ActorDiedError",
        "RESOURCE_EXHAUSTED",
        "Error loading program",
    ];

    private readonly List<string> lines = [];

    /// <summary>How many lines there are.</summary>
    public int Count
    {
        get
        {
            lock (lines) return lines.Count;
        }
    }

    /// <summary>Whether the server reports that it has started.</summary>
    public bool IsReady { get; private set; }

    /// <summary>The first line, from 1, after which the server cannot become ready; null while there is none.</summary>
    public int? FirstFatalLine { get; private set; }

    /// <summary>The server's own version, where its banner shows one.</summary>
    public string? Version { get; private set; }

    /// <summary>Adds a line.</summary>
    public void Add(string line)
    {
        var text = ConsoleText.Clean(line);
        lock (lines)
        {
            lines.Add(text);
            if (text.Contains(ReadyText, StringComparison.Ordinal)) IsReady = true;
            if (FirstFatalLine is null && FatalTexts.Any(fatal => text.Contains(fatal, StringComparison.Ordinal)))
                FirstFatalLine = lines.Count;
            if (Version is null && Banner().Match(text) is { Success: true } banner) Version = banner.Groups["version"].Value;
        }
    }

    /// <summary>The line, from 1, that shows what is wrong; the first fatal one where there is no traceback; null where nothing
    /// is.</summary>
    public int? RootCauseLine
    {
        get
        {
            lock (lines) return RootCause();
        }
    }

    /// <summary>What a reader needs to see of a log whose server did not become ready: its cause, then its end. A line each.</summary>
    public ImmutableArray<string> TellingLines()
    {
        lock (lines)
        {
            var telling = ImmutableArray.CreateBuilder<string>();
            if (RootCause() is { } cause) telling.Add($"{cause}: {Body(lines[cause - 1])}");
            for (var i = Math.Max(0, lines.Count - LastLines); i < lines.Count; i++) telling.Add($"{i + 1}: {lines[i]}");
            return telling.ToImmutable();
        }
    }

    /// <summary>The cause in a line, without what a logger puts before it; null where the log shows none.</summary>
    public string? Cause
    {
        get
        {
            lock (lines) return RootCause() is { } line ? Body(lines[line - 1]).Trim() : null;
        }
    }

    /// <summary>The cause; where the log shows none, its last line that is none of a request's or a statistic's; null where it wrote
    /// nothing.</summary>
    public string? LastTelling
    {
        get
        {
            if (Cause is { } cause) return cause;
            lock (lines)
                return lines.FindLast(line => line.Trim().Length > 0 && !Routine().IsMatch(line)) is { } last
                    ? $"its last line is '{Short(Body(last).Trim())}'"
                    : null;
        }
    }

    private static string Short(string line) => line.Length <= LongestLine ? line : line[..(LongestLine - 1)] + "…";

    private int? RootCause()
    {
        var from = FirstFatalLine is { } fatal ? fatal - 1 : 0;
        var traceback = lines.FindIndex(from, line => line.Contains(TracebackText, StringComparison.Ordinal));
        // A process that ends by itself tells its trouble first and the fatal line last.
        if (traceback < 0) traceback = lines.FindLastIndex(line => line.Contains(TracebackText, StringComparison.Ordinal));
        if (traceback < 0 && FirstFatalLine is null) return null;
        if (traceback < 0) return FirstFatalLine;
        // Other processes write between the lines of a traceback; its own begin alike.
        var process = Process(lines[traceback]);
        for (var i = traceback + 1; i < lines.Count; i++)
        {
            if (Process(lines[i]) == process && Exception().IsMatch(Body(lines[i]))) return i + 1;
        }

        return FirstFatalLine ?? traceback + 1;
    }

    private static string Process(string line) => ProcessHead().Match(line).Value;

    private static string Body(string line) => Head().Replace(line, "", 1);

    [GeneratedRegex(@"^\([A-Za-z_]+[^)]*pid=\d+\) ?", RegexOptions.None, 1000)]
    private static partial Regex ProcessHead();

    // "(EngineCore pid=277) ERROR 08-14 08:00:55 [core.py:1330] ": process, level, time, place.
    [GeneratedRegex(
        @"^(\([A-Za-z_]+[^)]*pid=\d+\) ?)?((DEBUG|INFO|WARNING|ERROR|CRITICAL) \d\d-\d\d \d\d:\d\d:\d\d(\.\d+)? \[[^\]]*\] ?)?",
        RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex Head();

    // The end of a traceback: a dotted name at the line's start. Source lines of a traceback are indented.
    [GeneratedRegex(
        @"^[A-Za-z_][A-Za-z0-9_.]*(Error|Exception|Interrupt|Exit|Exhausted|Warning)\b.*$|^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)+: .*$",
        RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex Exception();

    // Access lines of the web server, and what the engine writes every ten seconds.
    [GeneratedRegex(
        @"""(GET|POST) /[^""]*"" [0-9]{3}|Avg prompt throughput: |Received request |Added request ",
        RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex Routine();

    [GeneratedRegex(@"\bversion +(?<version>\d+\.\d+[^ ]*)\s*$", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Banner();
}
