using System.Globalization;
using Cake.Core;
using Cake.Core.Diagnostics;

namespace Cake.Buildkite;

/// <summary>Cake's log in the colours of Buildkite's page, which shows ANSI colours whether there is a terminal or not.</summary>
internal sealed class BuildkiteLog(IConsole console, LogGroups groups, AnnotationCount annotations) : ICakeLog
{
    private static readonly (LogLevel Level, string Colour)[] Colours =
    [
        (LogLevel.Fatal, "1;31"), (LogLevel.Error, "1;31"), (LogLevel.Warning, "1;33"), (LogLevel.Verbose, "90"), (LogLevel.Debug, "90"),
    ];

    private readonly Lock gate = new();

    public Verbosity Verbosity { get; set; } = Verbosity.Normal;

    public void Write(Verbosity verbosity, LogLevel level, string format, params object[] args)
    {
        if (format == PostedAnnotation.Format)
            annotations.Add();
        if (verbosity > Verbosity)
            return;

        var text = args.Length == 0 ? format : string.Format(CultureInfo.InvariantCulture, format, args);
        var isError = level is LogLevel.Error or LogLevel.Fatal;
        lock (gate)
        {
            groups.BeforeLine();
            if (isError)
                groups.BeforeError();
            foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
            {
                if (isError)
                    console.WriteErrorLine(Coloured(level, line));
                else
                    console.WriteLine(Coloured(level, line));
            }

            if (isError)
                groups.Open();
        }
    }

    /// <summary>Colours line by line: Buildkite puts a time stamp before each of them.</summary>
    private static string Coloured(LogLevel level, string line) =>
        line.Length > 0 && Colours.FirstOrDefault(known => known.Level == level).Colour is { } colour
            ? $"\u001b[{colour}m{line}\u001b[0m"
            : line;
}
