namespace BuildkiteCi.Pipelines.Interpolation;

/// <summary>Something wrong with an expression.</summary>
/// <param name="Rule">The rule that is broken.</param>
/// <param name="Offset">Index in the text where it shows.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Fix">What to do.</param>
public sealed record TemplateProblem(Rule Rule, int Offset, string Message, string Fix)
{
    /// <summary>The diagnostic of a problem in a scalar of a file.</summary>
    public Diagnostic At(SourceLocation location) => new(Rule, location, Message, Fix);
}
