using Cake.Core;
using Cake.Core.Diagnostics;

namespace Build.Reporting;

/// <summary>
/// A target's own words and nothing else: Cake's headings and its table of tasks are left out. So it is on a laptop, and wherever another
/// program reads standard output (<c>--format</c>, <c>--export</c>); on an agent headings fold the log. <c>--verbosity=verbose</c> or
/// <c>diagnostic</c>
/// brings them back.
/// </summary>
internal sealed class OwnOutput : ICakeReportPrinter
{
    /// <summary>Whether this run prints its own words alone.</summary>
    public static bool IsWanted(string[] args, bool onBuildkite)
    {
        var verbosity = Values(args, "--verbosity").LastOrDefault() ?? "";
        return !(verbosity.StartsWith('v') || verbosity.StartsWith('d')) && (!onBuildkite || IsForPrograms(args));
    }

    // Preview writes JSON without being asked.
    private static bool IsForPrograms(string[] args) =>
        Values(args, "--target").LastOrDefault()?.Equals("Preview", StringComparison.OrdinalIgnoreCase) == true
        || args.Any(argument => argument is "--export" or "--export=true")
        || Values(args, "--format").LastOrDefault() is not (null or "text");

    private static IEnumerable<string> Values(string[] args, string name)
    {
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i].StartsWith(name + "=", StringComparison.Ordinal)) yield return args[i][(name.Length + 1)..];
            else if (args[i] == name && i + 1 < args.Length) yield return args[i + 1];
        }
    }

    public void Write(CakeReport report)
    {
    }

    public void WriteStep(string name, Verbosity verbosity)
    {
    }

    public void WriteLifeCycleStep(string name, Verbosity verbosity)
    {
    }

    public void WriteSkippedStep(string name, Verbosity verbosity)
    {
    }
}
