using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Composing.Checks.Declared;

/// <summary>C031: a target that nothing can reach, or that everything does.</summary>
internal sealed class OutOfRange : CatalogueRule
{
    // Requests per second; no generation comes near. A larger number means tokens.
    private const int MostRequests = 1_000;

    public override Rule Rule { get; } =
        new(
            "C031",
            Severity.Error,
            "A target is out of range for its unit",
            "steps:\n  - key: \"${TPU_VERSION:-tpu6e}_a\"\n    label: \"${TPU_VERSION:-tpu6e} a\"\n    agents: { queue: "
                + "\"${TPU_QUEUE_SINGLE:-tpu_v6e_queue}\" }\n    env:\n      CI_TPU_VERSION: \"${TPU_VERSION:-tpu6e}\"\n      CI_TARGET: "
                + "Qwen/Qwen3-4B\n      CI_STAGE: UnitTest\n      CI_CATEGORY: text-only\n      MINIMUM_ACCURACY_THRESHOLD: 75\n    "
                + "command: pytest\n",
            "steps:\n  - key: \"${TPU_VERSION:-tpu6e}_a\"\n    label: \"${TPU_VERSION:-tpu6e} a\"\n    agents: { queue: "
                + "\"${TPU_QUEUE_SINGLE:-tpu_v6e_queue}\" }\n    env:\n      CI_TPU_VERSION: \"${TPU_VERSION:-tpu6e}\"\n      CI_TARGET: "
                + "Qwen/Qwen3-4B\n      CI_STAGE: UnitTest\n      CI_CATEGORY: text-only\n      MINIMUM_ACCURACY_THRESHOLD: 0.75\n    "
                + "command: pytest\n"
        )
        {
            Why =
                "An accuracy was written in percent and the score is a fraction: the model failed every night with a good score. A "
                    + "throughput in tokens where requests are "
                + "compared does the same.",
        };

    internal override IEnumerable<Diagnostic> Check(ExpandedFile file, Fleet fleet)
    {
        foreach (var step in file.Steps)
        {
            foreach (
                var (name, most, unit, fix) in ((string, decimal, string, string)[])
                    [
                        ("MINIMUM_ACCURACY_THRESHOLD", 1m, "a fraction from 0 to 1", "divide a percentage by 100"),
                        ("GPU_MEMORY_UTILIZATION", 1m, "a fraction from 0 to 1", "divide a percentage by 100"),
                        (
                            "MINIMUM_THROUGHPUT_THRESHOLD",
                            MostRequests,
                            $"requests per second, at most {MostRequests}",
                            "write requests per second, not tokens"
                        ),
                    ]
            )
            {
                if (DeclaredNumbers.Number(step, name) is { } number && (number < 0 || number > most))
                    yield return new Diagnostic(
                        Rule,
                        DeclaredNumbers.Known(step, name)!.Location,
                        $"{name} is {number}, and it is {unit}",
                        fix
                    );
            }
        }
    }
}
