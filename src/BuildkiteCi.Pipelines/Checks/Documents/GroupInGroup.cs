using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.Pipelines.Checks.Documents;

/// <summary>P064: a group is within a group.</summary>
public sealed class GroupInGroup : DocumentRule
{
    /// <summary>What it is: code, title, why, examples.</summary>
    public static readonly Rule Definition =
        new(
            "P064",
            Severity.Error,
            "A group is within a group",
            """
            steps:
              - group: Tests
                steps:
                  - group: Unit tests
                    steps:
                      - command: make test
            """,
            """
            steps:
              - group: Unit tests
                steps:
                  - command: make test
            """
        )
        {
            Why = "A group was put into a group, as other systems allow it, and Buildkite refused the file.",
        };

    /// <inheritdoc/>
    public override Rule Rule => Definition;

    internal override void Check(PipelineDocument document, CheckScope scope, DiagnosticBag found)
    {
        foreach (var group in document.AllSteps.OfType<GroupStep>())
            foreach (var inner in group.Steps.OfType<GroupStep>())
                found.Add(
                    Definition,
                    inner.Location,
                    $"group '{inner.Name}' is in group '{group.Name}', and Buildkite takes no group within a group",
                    "move its steps up");
    }
}
