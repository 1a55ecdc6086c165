using BuildkiteCi.Catalogue;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.Composing.Checks.Declared;

/// <summary>C019: a stage does not wait for the one before.</summary>
internal sealed class StageDoesNotWait : CatalogueRule
{
    public override Rule Rule { get; } =
        new(
            "C019",
            Severity.Warning,
            "A stage waits for steps of other files and not for the stage before it",
            """
            steps:
              - { key: a, command: pytest, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only } }
              - { key: b, command: pytest, depends_on: tpu6e_Qwen_Qwen3-32B_UnitTest, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: Accuracy/Correctness, CI_CATEGORY: text-only } }
            """,
            """
            steps:
              - { key: a, command: pytest, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only } }
              - { key: b, command: pytest, depends_on: a, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: Accuracy/Correctness, CI_CATEGORY: text-only } }
            """
        )
        {
            Why = "A copied stage waited for another model's unit test. It was skipped whenever that model failed.",
        };

    internal override IEnumerable<Diagnostic> Check(ExpandedFile file, Fleet fleet) =>
        from one in OrderedStage.Of(file)
        where one.Before is not null && one.Place > one.PlaceBefore && WaitsForOthersOnly(file, one.Stage.Step)
        select new Diagnostic(
            Rule,
            one.Stage.Step.Location,
            $"step '{one.Stage.Key}' does not wait for stage '{one.Before!.Stage}'",
            $"add depends_on: '{(one.Before!.RecordedBy ?? one.Before.Key).Text}', with the generation's variable");

    // A stage that waits for nothing is independent, and one that waits for another step of its file is ordered as its author wants it.
    // One that waits for another file's steps alone was copied from there.
    private static bool WaitsForOthersOnly(ExpandedFile file, Step step) =>
        !step.DependsOn.IsEmpty && step.DependsOn.All(dependency => file.Steps.All(one => one.Key?.Canonical != dependency.Key));
}
