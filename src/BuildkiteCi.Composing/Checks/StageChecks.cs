using BuildkiteCi.Composing.Checks.Declared;
using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.Composing.Checks;

/// <summary>Checks of a file's stages: known, in order, complete, each behind the one before, each testing something.</summary>
internal static class StageChecks
{
    public static IEnumerable<Diagnostic> Of(ExpandedFile file)
    {
        var folder = file.File.Folder;
        var names = folder.Stages.Select(stage => stage.Name).ToImmutableArray();
        StageStep? before = null;
        foreach (var stage in file.Stages)
        {
            var order = names.IndexOf(stage.Stage);
            if (order < 0)
            {
                yield return new Diagnostic(
                    CatalogueRules.UnknownStage,
                    stage.LocationOf("CI_STAGE"),
                    $"the folder '{folder}' has no stage '{stage.Stage}'",
                    Spelling.Suggest(stage.Stage, names, $"it has {string.Join(", ", names)}")
                );
                continue;
            }

            if (before is not null && order == names.IndexOf(before.Stage))
                yield return new Diagnostic(
                    CatalogueRules.StageTwice,
                    stage.LocationOf("CI_STAGE"),
                    $"stage '{stage.Stage}' is above already, in step '{before.Key}'",
                    "make one step of both"
                );
            else if (before is not null && order < names.IndexOf(before.Stage))
                yield return new Diagnostic(
                    CatalogueRules.StageOutOfOrder,
                    stage.LocationOf("CI_STAGE"),
                    $"stage '{stage.Stage}' runs before '{before.Stage}' and comes after it",
                    "move its steps up"
                );
            else if (before is not null && WaitsForOthersOnly(file, stage.Step))
                yield return new Diagnostic(
                    CatalogueRules.StageDoesNotWait,
                    stage.Step.Location,
                    $"step '{stage.Key}' does not wait for stage '{before.Stage}'",
                    $"add depends_on: '{(before.RecordedBy ?? before.Key).Text}', with the generation's variable"
                );
            if (IsPlaceholder(stage))
                yield return new Diagnostic(
                    CatalogueRules.Placeholder,
                    stage.Step.Location,
                    $"stage '{stage.Stage}' of '{stage.Target}' runs nothing and only reports that it has no result",
                    "write its command"
                );
            before = stage;
        }

        var missing = folder
            .Stages.RemoveRange(folder.OptionalStages)
            .Where(stage => file.Stages.All(one => one.Stage != stage.Name))
            .Select(stage => $"'{stage.Name}'")
            .ToArray();
        if (missing.Length > 0 && !file.Stages.IsEmpty)
            yield return new Diagnostic(
                CatalogueRules.StageMissing,
                file.Stages[^1].DeclaringStep.Location,
                missing.Length == 1 ? $"there is no stage {missing[0]}" : $"there are no stages {string.Join(" and ", missing)}",
                "add a step for it; its column shows Untested until then");
    }

    // A stage that waits for nothing is independent, and one that waits for another step of its file is ordered as its author wants it. One
    // that waits for another file's steps alone was copied from there.
    private static bool WaitsForOthersOnly(ExpandedFile file, Step step) =>
        !step.DependsOn.IsEmpty && step.DependsOn.All(dependency => file.Steps.All(one => one.Key?.Canonical != dependency.Key));

    private static bool IsPlaceholder(StageStep stage) => Collecting.KnownResult.SaysNothing(stage);
}
