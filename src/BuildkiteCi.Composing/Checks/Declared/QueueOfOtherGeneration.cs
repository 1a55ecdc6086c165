using BuildkiteCi.Catalogue;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.Composing.Checks.Declared;

/// <summary>C033: a queue of another generation.</summary>
internal sealed class QueueOfOtherGeneration : CatalogueRule
{
    public override Rule Rule { get; } =
        new(
            "C033",
            Severity.Error,
            "A step that runs for one generation names a queue of another",
            "steps:\n  - key: \"${TPU_VERSION:-tpu6e}_a\"\n    label: \"${TPU_VERSION:-tpu6e} a\"\n    agents: { queue: \"tpu_v6e_queue\" "
                + "}\n    env:\n      CI_TPU_VERSION: \"${TPU_VERSION:-tpu6e}\"\n      CI_TARGET: Qwen/Qwen3-4B\n      CI_STAGE: UnitTest\n"
                + "      CI_CATEGORY: text-only\n    command: pytest\n",
            "steps:\n  - key: \"${TPU_VERSION:-tpu6e}_a\"\n    label: \"${TPU_VERSION:-tpu6e} a\"\n    agents: { queue: "
                + "\"${TPU_QUEUE_SINGLE:-tpu_v6e_queue}\" }\n    env:\n      CI_TPU_VERSION: \"${TPU_VERSION:-tpu6e}\"\n      CI_TARGET: "
                + "Qwen/Qwen3-4B\n      CI_STAGE: UnitTest\n      CI_CATEGORY: text-only\n    command: pytest\n"
        )
        {
            Why =
                "A file that serves both generations named one queue: the second generation's jobs ran on machines of the first, and its "
                    + "matrix showed results of the other.",
        };

    internal override IEnumerable<Diagnostic> Check(ExpandedFile file, Fleet fleet) =>
        from step in file.Steps.OfType<CommandStep>()
        where step.Queue is not null
        let machines = fleet.MachinesOf(step.Queue!.Canonical)
        where machines is not null && machines.Value.Generation.Name != file.Generation.Name
        select new Diagnostic(
            Rule,
            step.Queue!.Location,
            $"step '{step.Name}' of {file.Generation} goes to '{step.Queue.Canonical}', a queue of {machines.Value.Generation}",
            "write \"${TPU_QUEUE_SINGLE:-…}\" or \"${TPU_QUEUE_MULTI:-…}\", or 'x-ci: { generations: […] }' at the top")
        {
            // Machines of a kind that the other generation does not have may be meant for both.
            Severity = IsOfEvery(machines.Value.Generation, step.Queue.Canonical) ? Severity.Error : Severity.Warning,
        };

    private static bool IsOfEvery(Generation generation, string queue) => queue == generation.SmallQueue || queue == generation.LargeQueue;
}
