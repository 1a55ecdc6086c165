using BuildkiteCi.Catalogue;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.Composing.Checks.Declared;

/// <summary>C036: a step that may fail and that nobody looks at.</summary>
internal sealed class UnseenSoftFailure : CatalogueRule
{
    public override Rule Rule { get; } =
        new(
            "C036",
            Severity.Warning,
            "A step may fail without failing the build, and nothing records or judges it",
            "steps:\n  - key: \"${TPU_VERSION:-tpu6e}_a\"\n    label: \"${TPU_VERSION:-tpu6e} a\"\n    agents: { queue: "
                + "\"${TPU_QUEUE_SINGLE:-tpu_v6e_queue}\" }\n    env:\n      CI_TPU_VERSION: \"${TPU_VERSION:-tpu6e}\"\n      CI_TARGET: "
                + "Qwen/Qwen3-4B\n      CI_STAGE: UnitTest\n      CI_CATEGORY: text-only\n    command: pytest\n  - key: "
                + "\"${TPU_VERSION:-tpu6e}_a_extra\"\n    label: \"${TPU_VERSION:-tpu6e} extra\"\n    soft_fail: true\n    agents: { "
                + "queue: cpu }\n    command: make extra\n",
            "steps:\n  - key: \"${TPU_VERSION:-tpu6e}_a\"\n    label: \"${TPU_VERSION:-tpu6e} a\"\n    agents: { queue: "
                + "\"${TPU_QUEUE_SINGLE:-tpu_v6e_queue}\" }\n    env:\n      CI_TPU_VERSION: \"${TPU_VERSION:-tpu6e}\"\n      CI_TARGET: "
                + "Qwen/Qwen3-4B\n      CI_STAGE: UnitTest\n      CI_CATEGORY: text-only\n    command: pytest\n  - key: "
                + "\"${TPU_VERSION:-tpu6e}_a_extra\"\n    label: \"${TPU_VERSION:-tpu6e} extra\"\n    agents: { queue: cpu }\n    command: "
                + "make extra\n"
        )
        {
            Why = "A step had 'soft_fail' from the file it was copied from, and no stage of its own: it failed for weeks in green builds.",
        };

    internal override IEnumerable<Diagnostic> Check(ExpandedFile file, Fleet fleet) =>
        from step in file.Steps.OfType<CommandStep>()
        where step.Body.Has("soft_fail") && step.Body.Scalar("soft_fail")?.Canonical != "false"
        where file.Stages.All(stage => stage.Step != step && stage.DeclaringStep != step)
        where
            step.Key is null
            || file.Steps.OfType<CommandStep>()
                .All(other => other == step || !other.Command.Contains(step.Key.Canonical, StringComparison.Ordinal))
        select new Diagnostic(
            Rule,
            step.Body.Find("soft_fail")!.Location,
            $"step '{step.Name}' may fail, and no stage or record step is about it",
            "remove soft_fail, or set CI_TARGET, CI_STAGE and CI_CATEGORY"
        );
}
