using BuildkiteCi.Catalogue;
using BuildkiteCi.Pipelines.Checks.Commands;

namespace BuildkiteCi.Composing.Checks.Declared;

/// <summary>C029: a stage that cannot fail.</summary>
internal sealed class OnlyPrints : CatalogueRule
{
    public override Rule Rule { get; } =
        new(
            "C029",
            Severity.Error,
            "A stage's command can only pass: it prints and tests nothing",
            "steps:\n  - key: \"${TPU_VERSION:-tpu6e}_a\"\n    label: \"${TPU_VERSION:-tpu6e} a\"\n    agents: { queue: "
                + "\"${TPU_QUEUE_SINGLE:-tpu_v6e_queue}\" }\n    env:\n      CI_TPU_VERSION: \"${TPU_VERSION:-tpu6e}\"\n      CI_TARGET: "
                + "Qwen/Qwen3-4B\n      CI_STAGE: UnitTest\n      CI_CATEGORY: text-only\n    command: echo to be written\n",
            "steps:\n  - key: \"${TPU_VERSION:-tpu6e}_a\"\n    label: \"${TPU_VERSION:-tpu6e} a\"\n    agents: { queue: "
                + "\"${TPU_QUEUE_SINGLE:-tpu_v6e_queue}\" }\n    env:\n      CI_TPU_VERSION: \"${TPU_VERSION:-tpu6e}\"\n      CI_TARGET: "
                + "Qwen/Qwen3-4B\n      CI_STAGE: UnitTest\n      CI_CATEGORY: text-only\n    command: python3 -m pytest tests/models\n"
        )
        {
            Why =
                "The command was left as an 'echo' until somebody would write the test. The job passed every night, and the model's row "
                    + "showed Passing for a test that there was not.",
        };

    internal override IEnumerable<Diagnostic> Check(ExpandedFile file, Fleet fleet) =>
        from stage in file.Stages
        where CommandChecks.OnlyPrints(stage.Step)
        select new Diagnostic(
            Rule,
            stage.Step.Location,
            $"{stage} would count as Passing, and its command only prints",
            "write its test, or remove the step: the stage is Untested then"
        );
}
