using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Checks;
using BuildkiteCi.Pipelines.Checks.Commands;
using BuildkiteCi.Pipelines.Rules;

namespace BuildkiteCi.Pipelines.Explaining;

/// <summary>Everything that is checked of pipelines and of what their steps run: what pages, <c>--explain</c> and SARIF show.</summary>
public static class PipelineRuleBook
{
    /// <summary>All rules, by code.</summary>
    public static ImmutableArray<Rule> All { get; } =
    [
        .. PipelineRules
            .All.Concat(DocumentRule.All.Select(one => one.Rule))
            .Concat(CommandRule.All.Select(one => one.Rule))
            .OrderBy(rule => rule.Code, StringComparer.Ordinal),
    ];
}
