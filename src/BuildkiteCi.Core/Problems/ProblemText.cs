namespace BuildkiteCi.Core.Problems;

/// <summary>Diagnostics as lines for people: <c>PATH:LINE:COLUMN: error CODE: what is wrong; what to do</c>.</summary>
public static class ProblemText
{
    /// <summary>One line a problem, in the order given.</summary>
    public static string Write(IEnumerable<Diagnostic> diagnostics) => string.Concat(diagnostics.Select(diagnostic => $"{diagnostic}\n"));
}
