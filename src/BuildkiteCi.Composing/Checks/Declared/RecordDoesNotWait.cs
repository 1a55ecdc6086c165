using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Composing.Checks.Declared;

/// <summary>C023: a record step does not wait for what it records.</summary>
internal sealed class RecordDoesNotWait : CatalogueRule
{
    public override Rule Rule { get; } =
        new(
            "C023",
            Severity.Error,
            "A record step does not wait for the step that it records",
            """
            steps:
              - { key: a, command: pytest, soft_fail: true }
              - { key: r, command: .buildkite/scripts/record_step_result.sh a, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only } }
            """,
            """
            steps:
              - { key: a, command: pytest, soft_fail: true }
              - { key: r, depends_on: a, command: .buildkite/scripts/record_step_result.sh a, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only } }
            """
        )
        {
            Why = "A record step asked before its test was over. The outcome was empty, and the stage was Untested every night.",
        };

    internal override IEnumerable<Diagnostic> Check(ExpandedFile file, Fleet fleet) =>
        from stage in file.Stages
        let record = stage.DeclaringStep
        where StageSteps.RecordedKey(record) is not null && file.Holds(stage.Key)
        where record.DependsOn.All(dependency => dependency.Key != stage.Key.Text)
        select new Diagnostic(
            Rule,
            record.Attributes["depends_on"]?.Location ?? record.Location,
            $"step '{record.Name}' records '{stage.Key}' and does not wait for it",
            $"write depends_on: '{stage.Key}', with the generation's variable");
}
