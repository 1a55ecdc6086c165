using System.Collections.Immutable;
using BuildkiteCi.Benchmarks;
using BuildkiteCi.Benchmarks.Cases;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Settings;
using BuildkiteCi.Composing.Builds.Facts;
using BuildkiteCi.Composing.Checks.Declared;
using BuildkiteCi.Composing.Settings;
using BuildkiteCi.Core;
using BuildkiteCi.Core.Problems;
using BuildkiteCi.Matrices.Rules;
using BuildkiteCi.Pipelines.Explaining;
using BuildkiteCi.Testing;

namespace Build.Wiring;

/// <summary>All rules of all rooms: for <c>--explain</c>, SARIF and the pages.</summary>
internal static class RuleBook
{
    /// <summary>The families that have a page of their own here; those of pipelines and the catalogue are written by their projects' tests,
    /// with a message for each.</summary>
    public static ImmutableArray<(string Title, string Page, ImmutableArray<Rule> Rules)> Pages { get; } =
    [
        (
            "Rules for files and for comments that accept a problem",
            "src/BuildkiteCi.Core/RULES.md",
            [.. FileRules.All, .. SilencingRules.All]
        ),
        ("Rules for ci.yml", "src/BuildkiteCi.Catalogue/SETTINGS-RULES.md", SettingsRules.All),
        ("Rules for builds and their variables", "src/BuildkiteCi.Composing/RULES.md", [.. EnvironmentRules.All, .. CompositionRules.All]),
        ("Rules for stages", "src/BuildkiteCi.Testing/RULES.md", TestingRules.All),
        (
            "Rules for benchmark cases, logs and histories",
            "src/BuildkiteCi.Benchmarks/RULES.md",
            [.. BenchmarkRules.All, .. CaseRule.All.Select(one => one.Rule)]
        ),
        ("Rules for results and matrices", "src/BuildkiteCi.Matrices/RULES.md", MatrixRules.All),
    ];

    /// <summary>Every rule, by code.</summary>
    public static ImmutableArray<Rule> All { get; } =
    [
        .. Pages
            .SelectMany(page => page.Rules)
            .Concat(PipelineRuleBook.All)
            .Concat(CatalogueRules.All)
            .Concat(CatalogueRule.All.Select(one => one.Rule))
            .OrderBy(rule => rule.Code, StringComparer.Ordinal),
    ];

    /// <summary>The rule of a code, in any letter case, or null.</summary>
    public static Rule? Find(string code) => All.FirstOrDefault(rule => string.Equals(rule.Code, code, StringComparison.OrdinalIgnoreCase));
}
