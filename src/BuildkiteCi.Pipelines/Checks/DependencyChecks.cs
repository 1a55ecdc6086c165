using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Rules;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.Pipelines.Checks;

/// <summary>Checks of what the steps of a build wait for.</summary>
internal static class DependencyChecks
{
    /// <summary>Every step waits for a step that is there, and none for itself, through whatever others.</summary>
    public static void Check(ImmutableArray<PipelineDocument> documents, CheckScope scope, DiagnosticBag findings)
    {
        var steps = documents.SelectMany(document => document.AllSteps).ToImmutableArray();
        var keys = steps.Select(step => step.Key?.Canonical).OfType<string>().Concat(scope.OtherKeys).ToHashSet(StringComparer.Ordinal);
        foreach (var step in steps)
            foreach (var needed in step.DependsOn)
                if (!keys.Contains(needed.Key) && !needed.Key.Contains('$', StringComparison.Ordinal))
                    Unknown(step, needed, keys, findings);
        foreach (var cycle in new DependencyGraph(documents).Cycles())
        {
            findings.Add(BuildRules.Cycle, cycle.Location, $"steps wait for each other, so none of them ever runs: {string.Join(" → ", cycle.Path.Select(name => $"'{name}'"))}",
                "remove one of these dependencies");
        }
    }

    private static void Unknown(Step step, Dependency needed, HashSet<string> keys, DiagnosticBag findings) =>
        findings.Add(BuildRules.UnknownDependency, needed.Location, $"step '{step.Name}' waits for '{needed.Key}', which no upload of this build holds",
            Spelling.Suggest(needed.Key, keys.Order(StringComparer.Ordinal), "add that step or remove the line"));
}
