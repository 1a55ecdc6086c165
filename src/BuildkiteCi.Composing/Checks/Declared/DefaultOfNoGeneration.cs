using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Composing.Checks.Declared;

/// <summary>C034: a default that is the value on no generation.</summary>
internal sealed class DefaultOfNoGeneration : CatalogueRule
{
    public override Rule Rule { get; } =
        new(
            "C034",
            Severity.Warning,
            "The default of a generation's variable is its value on no generation",
            "steps:\n  - key: \"${TPU_VERSION:-tpu6e}_a\"\n    label: \"${TPU_VERSION:-tpu6e} a\"\n    agents: { queue: "
                + "\"${TPU_QUEUE_SINGLE:-tpu_v6e_8_queue}\" }\n    env:\n      CI_TPU_VERSION: \"${TPU_VERSION:-tpu6e}\"\n      CI_TARGET: "
                + "Qwen/Qwen3-4B\n      CI_STAGE: UnitTest\n      CI_CATEGORY: text-only\n    command: pytest\n",
            "steps:\n  - key: \"${TPU_VERSION:-tpu6e}_a\"\n    label: \"${TPU_VERSION:-tpu6e} a\"\n    agents: { queue: "
                + "\"${TPU_QUEUE_SINGLE:-tpu_v6e_queue}\" }\n    env:\n      CI_TPU_VERSION: \"${TPU_VERSION:-tpu6e}\"\n      CI_TARGET: "
                + "Qwen/Qwen3-4B\n      CI_STAGE: UnitTest\n      CI_CATEGORY: text-only\n    command: pytest\n"
        )
        {
            Why =
                "The variable of the small queue had the large one as its default. Uploaded by hand, without the generation's variables, "
                    + "the unit tests held the only large machine for a day.",
        };

    internal override IEnumerable<Diagnostic> Check(ExpandedFile file, Fleet fleet)
    {
        var variables = fleet.Generations.Select(generation => generation.Variables).ToArray();
        foreach (var (name, value, location) in GenerationDefaults.Of(file, fleet))
        {
            var values = variables.Select(of => of[name]).Distinct().ToArray();
            if (values.Contains(value, StringComparer.Ordinal)) continue;
            yield return new Diagnostic(
                Rule,
                location,
                $"the default of {name} is '{value}', and its value is {string.Join(" or ", values)}",
                $"write '${{{name}:-{values[0]}}}'"
            );
        }
    }
}
