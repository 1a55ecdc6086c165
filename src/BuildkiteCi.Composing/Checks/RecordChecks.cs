using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Composing.Checks;

/// <summary>Checks of record steps of the older form against what they record.</summary>
internal static class RecordChecks
{
    public static IEnumerable<Diagnostic> Of(ExpandedFile file)
    {
        foreach (var stage in file.Stages.Where(stage => StageSteps.RecordedKey(stage.DeclaringStep) is not null))
        {
            var record = stage.DeclaringStep;
            if (file.Steps.All(step => step.Key?.Canonical != stage.Key.Text))
            {
                var keys = file.Steps.Select(step => step.Key?.Canonical).OfType<string>();
                yield return new Diagnostic(
                    CatalogueRules.RecordsNothing,
                    record.Attributes["command"]!.Location,
                    $"step '{record.Name}' records '{stage.Key}', which the file does not hold",
                    Spelling.Suggest(stage.Key.Text, keys, "name the test step's key"));
                continue;
            }

            if (record.DependsOn.All(dependency => dependency.Key != stage.Key.Text))
                yield return new Diagnostic(
                    CatalogueRules.RecordDoesNotWait,
                    record.Attributes["depends_on"]?.Location ?? record.Location,
                    $"step '{record.Name}' records '{stage.Key}' and does not wait for it",
                    $"write depends_on: '{stage.Key}', with the generation's variable"
                );
            if (!stage.Step.Attributes.Has("soft_fail"))
                yield return new Diagnostic(
                    CatalogueRules.RecordedHardFailure,
                    stage.Step.Location,
                    $"step '{stage.Key}' fails hard, and '{record.Name}' then never records it",
                    "add soft_fail: true"
                );
        }
    }
}
