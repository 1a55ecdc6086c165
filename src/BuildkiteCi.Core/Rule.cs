namespace BuildkiteCi.Core;

/// <summary>
/// One thing that can be wrong with an input. Rules are a closed table per room (<c>PipelineRules</c>, <c>CatalogueRules</c>, …);
/// the reference page, SARIF and the golden test of each rule are made from it. A code never changes its meaning.
/// </summary>
/// <param name="Code">A letter for the room and three digits: <c>P012</c>.</param>
/// <param name="Severity">What a diagnostic of this rule is, unless it sets its own.</param>
/// <param name="Title">The rule in a few words, as a statement of what is wrong.</param>
/// <param name="Bad">The smallest input that breaks the rule.</param>
/// <param name="Good">The same input, mended.</param>
public sealed record Rule(string Code, Severity Severity, string Title, string Bad, string Good)
{
    /// <summary>The kind of incident that the rule is there for, in two sentences; empty where the title is enough.</summary>
    public string Why { get; init; } = "";
}
