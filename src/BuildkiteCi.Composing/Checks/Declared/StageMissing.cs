using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Composing.Checks.Declared;

/// <summary>C018: a stage of the folder is missing.</summary>
internal sealed class StageMissing : CatalogueRule
{
    public override Rule Rule { get; } =
        new(
            "C018",
            Severity.Note,
            "A stage that the folder's subjects go through is missing: its column stays Untested",
            """
            # rl/a.yml
            steps:
              - { key: a, command: pytest, env: { CI_TARGET: MoE Expert IDs, CI_STAGE: CorrectnessTest, CI_CATEGORY: rl support matrix } }
            """,
            """
            # rl/a.yml
            steps:
              - { key: a, command: pytest, env: { CI_TARGET: MoE Expert IDs, CI_STAGE: CorrectnessTest, CI_CATEGORY: rl support matrix } }
              - { key: b, command: pytest, depends_on: a, env: { CI_TARGET: MoE Expert IDs, CI_STAGE: PerformanceTest, CI_CATEGORY: rl support matrix } }
            """
        )
        {
            Why =
                "A stage was removed with its step, and its column showed Untested from then on: readers took it for a model that "
                + "nobody had tried.",
        };

    internal override IEnumerable<Diagnostic> Check(ExpandedFile file, Fleet fleet)
    {
        var folder = file.File.Folder;
        var missing = folder
            .Stages.RemoveRange(folder.OptionalStages)
            .Where(stage => file.Stages.All(one => one.Stage != stage))
            .Select(stage => $"'{stage.Name}'")
            .ToArray();
        if (missing.Length > 0 && !file.Stages.IsEmpty)
            yield return new Diagnostic(
                Rule,
                file.Stages[^1].DeclaringStep.Location,
                missing.Length == 1 ? $"there is no stage {missing[0]}" : $"there are no stages {string.Join(" and ", missing)}",
                "add a step for it; its column shows Untested until then");
    }
}
