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
        var uploadsMore = steps.OfType<CommandStep>().Any(FurtherUploads.AreMadeBy);
        foreach (var step in steps)
            foreach (var needed in step.DependsOn)
                if (!keys.Contains(needed.Key) && !needed.Key.Contains('$', StringComparison.Ordinal))
                    Unknown(step, needed, keys, scope.IsWholeBuild && !uploadsMore, findings);
        foreach (var cycle in new DependencyGraph(documents).Cycles())
        {
            findings.Add(
                BuildRules.Cycle,
                cycle.Location,
                $"steps wait for each other, so none of them ever runs: {string.Join(" → ", cycle.Path.Select(name => $"'{name}'"))}",
                "remove one of these dependencies");
        }
    }

    private static void Unknown(Step step, Dependency needed, HashSet<string> keys, bool isWhole, DiagnosticBag findings)
    {
        var message = isWhole
            ? $"step '{step.Name}' waits for '{needed.Key}', which no upload of this build holds"
            : $"step '{step.Name}' waits for '{needed.Key}', which none of these files holds; another upload of the build has to";
        findings.Add(
            new Diagnostic(
                BuildRules.UnknownDependency,
                needed.Location,
                message,
                Spelling.Suggest(
                    needed.Key,
                    keys.Order(StringComparer.Ordinal),
                    isWhole ? "add that step or remove the line" : "check the file that brings it"
                )
            )
            {
                Edit = Spelling.Only(needed.Key, keys) is { } near ? new TextEdit(needed.Location, needed.Key, near) : null,
                Severity = isWhole ? BuildRules.UnknownDependency.Severity : Severity.Note,
            }
        );
    }
}
