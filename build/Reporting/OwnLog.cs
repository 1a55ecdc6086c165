using System.Globalization;
using BuildkiteCi.Core.Text;
using Cake.Core;
using Cake.Core.Diagnostics;

namespace Build.Reporting;

/// <summary>
/// Cake's log, quieter: one error is one line, without the one that only announces it, and only its first word is red. Cake's white on red
/// is hard to read, and so are whole paragraphs in a colour.
/// </summary>
internal sealed class OwnLog(ICakeLog log, IConsole console) : ICakeLog
{
    private const string Announcement = "An error occurred when executing task";
    private const string FirstWord = "Error:";

    private readonly bool isColoured = console.SupportAnsiEscapeCodes && Environment.GetEnvironmentVariable("NO_COLOR") is null or "";

    public Verbosity Verbosity
    {
        get => log.Verbosity;
        set => log.Verbosity = value;
    }

    public void Write(Verbosity verbosity, LogLevel level, string format, params object[] args)
    {
        if (level == LogLevel.Error && format.StartsWith(Announcement, StringComparison.Ordinal)) return;
        if (level is not (LogLevel.Error or LogLevel.Fatal)) log.Write(verbosity, level, format, args);
        else if (verbosity <= Verbosity) WriteError(VisibleText.Lines(string.Format(CultureInfo.InvariantCulture, format, args)));
    }

    private void WriteError(string text)
    {
        var isRed = isColoured && text.StartsWith(FirstWord, StringComparison.Ordinal);
        console.WriteErrorLine("{0}", isRed ? $"\e[31m{FirstWord}\e[39m{text[FirstWord.Length..]}" : text);
    }
}
