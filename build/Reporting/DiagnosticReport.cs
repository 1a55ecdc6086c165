using BuildkiteCi.Composing;
using BuildkiteCi.Composing.Builds;
using BuildkiteCi.Core;
using BuildkiteCi.Core.Text;
using Cake.Core;

namespace Build.Reporting;

/// <summary>Shows what was found wrong, and ends a task that cannot go on.</summary>
internal static class DiagnosticReport
{
    /// <summary>Shows all diagnostics and gives the value back.</summary>
    /// <exception cref="CakeException">Any of them is an error: exit status 1.</exception>
    public static T Report<T>(this BuildContext context, Diagnosed<T> result)
        where T : class
    {
        context.Show(result.Diagnostics);
        StopAtErrors(result.Diagnostics);
        return result.Value ?? throw new InvalidOperationException("a result has neither a value nor an error");
    }

    /// <summary>Ends a task that cannot go on.</summary>
    /// <exception cref="CakeException">Any of them is an error: exit status 1.</exception>
    public static void StopAtErrors(IEnumerable<Diagnostic> diagnostics)
    {
        var errors = diagnostics.Count(diagnostic => diagnostic.Severity == Severity.Error);
        if (errors > 0) throw new CakeException(1, errors == 1 ? "1 error, see above" : $"{errors} errors, see above");
    }

    /// <summary>Shows all diagnostics and gives the value back, and shows on the build's page what ends the task: the log is not what
    /// people look at first.</summary>
    /// <param name="context">The run.</param>
    /// <param name="result">What was made, and what was found.</param>
    /// <param name="onPage">Whether the build's page shows them, too.</param>
    public static async Task<T> ReportAsync<T>(this BuildContext context, Diagnosed<T> result, bool onPage)
        where T : class
    {
        if (onPage && context.OnBuildkite && result.HasErrors)
        {
            await CompositionSeal.TryFailAsync(context.Build, context.Stopping);
            await CompositionNote.TryShowAsync(CompositionNote.Stopped(result.Diagnostics), context.Build, context.Stopping);
        }

        return context.Report(result);
    }

    /// <summary>Writes each diagnostic as a line of standard error, in the order of their places.</summary>
    public static void Show(this BuildContext context, IEnumerable<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics.OrderBy(diagnostic => diagnostic.Location))
            Console.Error.WriteLine(VisibleText.Lines($"{diagnostic}"));
    }
}
