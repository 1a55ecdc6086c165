using System.Collections.Immutable;
using System.Reflection;
using BuildkiteCi.Benchmarks.Cases;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Composing.Checks;
using BuildkiteCi.Core;
using BuildkiteCi.Matrices.Json;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Testing;

namespace Build.Wiring;

/// <summary>All rules of all projects: for <c>--explain</c>, SARIF and the pages.</summary>
internal static class RuleBook
{
    private static readonly ImmutableArray<Assembly> Projects =
    [
        typeof(Rule).Assembly,
        typeof(PipelineDocument).Assembly,
        typeof(SubjectCatalogue).Assembly,
        typeof(StageRunner).Assembly,
        typeof(CaseFile).Assembly,
        typeof(ResultsRules).Assembly,
        typeof(RepositoryChecks).Assembly,
    ];

    /// <summary>Every rule, by code.</summary>
    public static ImmutableArray<Rule> All { get; } =
        [.. Projects.SelectMany(project => Rule.In(project)).Distinct().OrderBy(rule => rule.Code, StringComparer.Ordinal)];

    /// <summary>The families that have a page of their own here; those of pipelines and the catalogue are written by their projects' tests,
    /// with a message for each.</summary>
    public static ImmutableArray<(string Title, string Page, ImmutableArray<Rule> Rules)> Pages { get; } =
    [
        Page("Rules for files and for comments that accept a problem", "src/BuildkiteCi.Core/RULES.md", "FV"),
        Page("Rules for ci.yml", "src/BuildkiteCi.Catalogue/SETTINGS-RULES.md", "S"),
        Page("Rules for builds and their variables", "src/BuildkiteCi.Composing/RULES.md", "EU"),
        Page("Rules for stages", "src/BuildkiteCi.Testing/RULES.md", "T"),
        Page("Rules for benchmark cases, logs and histories", "src/BuildkiteCi.Benchmarks/RULES.md", "B"),
        Page("Rules for results and matrices", "src/BuildkiteCi.Matrices/RULES.md", "M"),
    ];

    /// <summary>The rule of a code, in any letter case, or null.</summary>
    public static Rule? Find(string code) => All.FirstOrDefault(rule => string.Equals(rule.Code, code, StringComparison.OrdinalIgnoreCase));

    private static (string Title, string Page, ImmutableArray<Rule> Rules) Page(string title, string page, string families) =>
        (title, page, [.. All.Where(rule => families.Contains(rule.Code[0]))]);
}
