using Cake.Core.Diagnostics;

namespace Build.Reporting;

/// <summary>Cake's log without the line that only announces the error behind it: one error is one line.</summary>
internal sealed class OwnLog(ICakeLog log) : ICakeLog
{
    private const string Announcement = "An error occurred when executing task";

    public Verbosity Verbosity
    {
        get => log.Verbosity;
        set => log.Verbosity = value;
    }

    public void Write(Verbosity verbosity, LogLevel level, string format, params object[] args)
    {
        if (level == LogLevel.Error && format.StartsWith(Announcement, StringComparison.Ordinal)) return;
        log.Write(verbosity, level, format, args);
    }
}
