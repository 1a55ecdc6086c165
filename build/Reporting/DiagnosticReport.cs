using BuildkiteCi;
using Cake.Core;

namespace Build.Reporting;

/// <summary>Shows what was found wrong, and ends a task that cannot go on.</summary>
internal static class DiagnosticReport
{
    /// <summary>Shows all diagnostics and gives the value back.</summary>
    /// <exception cref="CakeException">Any of them is an error: exit status 1.</exception>
    public static T Report<T>(this BuildContext context, Checked<T> result)
        where T : class
    {
        context.Show(result.Diagnostics);
        var errors = result.Diagnostics.Count(diagnostic => diagnostic.Severity == Severity.Error);
        if (errors > 0) throw new CakeException(1, errors == 1 ? "there is 1 error; it stands above" : $"there are {errors} errors; they stand above");
        return result.Value ?? throw new InvalidOperationException("a result has neither a value nor an error");
    }

    /// <summary>Writes each diagnostic as a line of standard error, in the order of their places.</summary>
    public static void Show(this BuildContext context, IEnumerable<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics.OrderBy(diagnostic => diagnostic.Mark)) Console.Error.WriteLine(diagnostic);
    }
}
