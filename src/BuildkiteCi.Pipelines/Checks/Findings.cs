using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Checks;

/// <summary>Collects what one run of the checks finds.</summary>
public sealed class Findings
{
    private readonly HashSet<Diagnostic> found = [];

    /// <summary>Everything once, by place. An anchor that several steps share is reported once.</summary>
    public ImmutableArray<Diagnostic> Sorted() => [.. found.OrderBy(diagnostic => diagnostic.Mark).ThenBy(diagnostic => diagnostic.Rule.Code, StringComparer.Ordinal)];

    /// <summary>Adds a problem, once.</summary>
    public void Add(Rule rule, Mark mark, string message, string fix) => found.Add(new Diagnostic(rule, mark, message, fix));

    /// <summary>Adds a problem at a node's place.</summary>
    public void Add(Rule rule, YamlNode at, string message, string fix) => Add(rule, at.Mark, message, fix);
}
