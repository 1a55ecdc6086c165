using System.Globalization;
using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Composing.Checks.Declared;

/// <summary>C030: a number that is none.</summary>
internal sealed class NoNumber : CatalogueRule
{
    public override Rule Rule { get; } =
        new(
            "C030",
            Severity.Error,
            "A variable that is read as a number holds none",
            "steps:\n  - key: \"${TPU_VERSION:-tpu6e}_a\"\n    label: \"${TPU_VERSION:-tpu6e} a\"\n    agents: { queue: "
                + "\"${TPU_QUEUE_SINGLE:-tpu_v6e_queue}\" }\n    env:\n      CI_TPU_VERSION: \"${TPU_VERSION:-tpu6e}\"\n      CI_TARGET: "
                + "Qwen/Qwen3-4B\n      CI_STAGE: UnitTest\n      CI_CATEGORY: text-only\n      MAX_MODEL_LEN: 4k\n    command: pytest\n",
            "steps:\n  - key: \"${TPU_VERSION:-tpu6e}_a\"\n    label: \"${TPU_VERSION:-tpu6e} a\"\n    agents: { queue: "
                + "\"${TPU_QUEUE_SINGLE:-tpu_v6e_queue}\" }\n    env:\n      CI_TPU_VERSION: \"${TPU_VERSION:-tpu6e}\"\n      CI_TARGET: "
                + "Qwen/Qwen3-4B\n      CI_STAGE: UnitTest\n      CI_CATEGORY: text-only\n      MAX_MODEL_LEN: 4096\n    command: pytest\n"
        )
        {
            Why =
                "A threshold was written with its unit. The script compared a text with a number after two hours on the machine, and "
                    + "bash's error counted as a missed target.",
        };

    internal override IEnumerable<Diagnostic> Check(ExpandedFile file, Fleet fleet)
    {
        foreach (var step in file.Steps)
        {
            foreach (var name in DeclaredNumbers.Whole)
                if (
                    DeclaredNumbers.Known(step, name) is { } value
                    && !(long.TryParse(value.Canonical, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                )
                    yield return new Diagnostic(
                        Rule,
                        value.Location,
                        $"{name} is '{value.Canonical}', and a whole number is needed",
                        "write digits alone"
                    );
            foreach (var name in DeclaredNumbers.Fractional)
                if (DeclaredNumbers.Known(step, name) is { } value && DeclaredNumbers.Number(step, name) is null)
                    yield return new Diagnostic(
                        Rule,
                        value.Location,
                        $"{name} is '{value.Canonical}', and a number is needed",
                        "write a number such as 0.75"
                    );
        }
    }
}
