using Cake.Core;
using Cake.Core.Diagnostics;

namespace Build.Reporting;

/// <summary>
/// Standard output for another program: where <c>--format</c> asks for one (<c>--export</c> does too), nothing but the answer stands on it. Cake's headings and its
/// table of tasks are left out; errors go to standard error as ever.
/// </summary>
internal sealed class MachineOutput : ICakeReportPrinter
{
    /// <summary>Whether the command line asks for a format that programs read. Preview writes JSON without being asked.</summary>
    public static bool IsAskedFor(string[] args)
    {
        if (args.Zip([.. args.Skip(1), ""], (one, next) => one == "--target" ? $"--target={next}" : one).Contains("--target=Preview", StringComparer.OrdinalIgnoreCase)) return true;
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] is "--export" or "--export=true") return true;
            if (args[i] == "--format") return args.ElementAtOrDefault(i + 1) is not (null or "text");
            if (args[i].StartsWith("--format=", StringComparison.Ordinal)) return args[i] != "--format=text";
        }

        return false;
    }

    /// <summary>The command line with Cake's own lines off, unless somebody asks for them.</summary>
    public static string[] Quiet(string[] args) =>
        args.Any(argument => argument.StartsWith("--verbosity", StringComparison.Ordinal)) ? args : [.. args, "--verbosity=quiet"];

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
