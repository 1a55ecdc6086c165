using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Composing.Checks.Declared;

/// <summary>C022: a record step records a step that is not there.</summary>
internal sealed class RecordsNothing : CatalogueRule
{
    public override Rule Rule { get; } =
        new(
            "C022",
            Severity.Error,
            "A record step records a step that the file does not hold",
            """
            steps:
              - { key: a, command: pytest, soft_fail: true }
              - { key: r, depends_on: a, command: .buildkite/scripts/record_step_result.sh b, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only } }
            """,
            """
            steps:
              - { key: a, command: pytest, soft_fail: true }
              - { key: r, depends_on: a, command: .buildkite/scripts/record_step_result.sh a, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only } }
            """
        )
        {
            Why =
                "A test's key was changed, and the record step still asked for the old one: the stage was Untested although its test "
                + "failed.",
        };

    internal override IEnumerable<Diagnostic> Check(ExpandedFile file, Fleet fleet) =>
        from stage in file.Stages
        let record = stage.DeclaringStep
        where StageSteps.RecordedKey(record) is not null && !file.Holds(stage.Key)
        select new Diagnostic(
            Rule,
            record.Attributes["command"]!.Location,
            $"step '{record.Name}' records '{stage.Key}', which the file does not hold",
            Spelling.Suggest(stage.Key.Text, file.Steps.Select(step => step.Key?.Canonical).OfType<string>(), "name the test step's key"));
}
