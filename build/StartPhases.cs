using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using BuildkiteCi.Composing.Settings;
using BuildkiteCi.Machine;

namespace Build;

/// <summary>
/// How long a start takes, phase by phase, and how many methods were compiled for it while it ran: nearly all of a start is the
/// just-in-time compiler's. <c>--info</c> shows it.
/// </summary>
internal sealed class StartPhases
{
    private readonly List<string> phases = [];
    private TimeSpan last;
    private long methods;

    private StartPhases(TimeSpan sinceStart) => Mark("runtime", sinceStart);

    private static TimeSpan SinceStart => DateTime.Now - Process.GetCurrentProcess().StartTime;

    /// <summary>Begins to measure where <c>--info</c> is asked for; else null, and nothing is measured.</summary>
    public static StartPhases? Of(string[] args) =>
        args.Any(argument => argument is "--info" or "--info=true") ? new StartPhases(SinceStart) : null;

    /// <summary>Shows the phases, and what reading a repository's <c>ci.yml</c> adds, which most targets begin with.</summary>
    public void Write(TextWriter output, string root)
    {
        Mark("host", SinceStart);
        _ = CiSettings.Read(new DiskFileTree(root));
        Mark("ci.yml", SinceStart);
        output.WriteLine($"Start: {string.Join(", ", phases)}");
        output.WriteLine($"Program: {AppContext.BaseDirectory}");
    }

    private void Mark(string phase, TimeSpan now)
    {
        var compiled = JitInfo.GetCompiledMethodCount();
        phases.Add(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{phase} {(now - last).TotalMilliseconds:0} ms ({compiled - methods} methods compiled)"
            )
        );
        (last, methods) = (now, compiled);
    }
}
