using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Composing.Checks.Declared;

/// <summary>C024: a recorded test fails the build itself, and its record step never runs.</summary>
internal sealed class RecordedHardFailure : CatalogueRule
{
    public override Rule Rule { get; } =
        new(
            "C024",
            Severity.Warning,
            "A recorded test that fails keeps its record step from running: it has no soft_fail",
            """
            steps:
              - { key: a, command: pytest }
              - { key: r, depends_on: a, command: .buildkite/scripts/record_step_result.sh a, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only } }
            """,
            """
            steps:
              - { key: a, command: pytest, soft_fail: true }
              - { key: r, depends_on: a, command: .buildkite/scripts/record_step_result.sh a, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only } }
            """
        )
        {
            Why = "A test failed hard, so that its record step never ran, and the row kept the result of the week before.",
        };

    internal override IEnumerable<Diagnostic> Check(ExpandedFile file, Fleet fleet) =>
        from stage in file.Stages
        where StageSteps.RecordedKey(stage.DeclaringStep) is not null && file.Holds(stage.Key) && !stage.Step.Attributes.Has("soft_fail")
        select new Diagnostic(
            Rule,
            stage.Step.Location,
            $"step '{stage.Key}' fails hard, and '{stage.DeclaringStep.Name}' then never records it",
            "add soft_fail: true");
}
