using System.Globalization;
using System.Text.RegularExpressions;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.Composing.Checks.Declared;

/// <summary>C032: more chips are asked for than the queue's machines have.</summary>
internal sealed partial class MoreChipsThanMachine : CatalogueRule
{
    public override Rule Rule { get; } =
        new(
            "C032",
            Severity.Error,
            "A step asks for more chips than the machines of its queue have",
            "steps:\n  - key: \"${TPU_VERSION:-tpu6e}_a\"\n    label: \"${TPU_VERSION:-tpu6e} a\"\n    agents: { queue: "
                + "\"${TPU_QUEUE_SINGLE:-tpu_v6e_queue}\" }\n    env:\n      CI_TPU_VERSION: \"${TPU_VERSION:-tpu6e}\"\n      CI_TARGET: "
                + "Qwen/Qwen3-4B\n      CI_STAGE: UnitTest\n      CI_CATEGORY: text-only\n      TENSOR_PARALLEL_SIZE: 8\n    command: "
                + "pytest\n",
            "steps:\n  - key: \"${TPU_VERSION:-tpu6e}_a\"\n    label: \"${TPU_VERSION:-tpu6e} a\"\n    agents: { queue: "
                + "\"${TPU_QUEUE_SINGLE:-tpu_v6e_queue}\" }\n    env:\n      CI_TPU_VERSION: \"${TPU_VERSION:-tpu6e}\"\n      CI_TARGET: "
                + "Qwen/Qwen3-4B\n      CI_STAGE: UnitTest\n      CI_CATEGORY: text-only\n      TENSOR_PARALLEL_SIZE: "
                + "\"${TENSOR_PARALLEL_SIZE_SINGLE:-1}\"\n    command: pytest\n"
        )
        {
            Why =
                "A model was moved to the small queue and its tensor parallel size was not: the server found one chip in place of eight "
                    + "and ended, for both generations, every night until "
                + "somebody read the log.",
        };

    internal override IEnumerable<Diagnostic> Check(ExpandedFile file, Fleet fleet)
    {
        foreach (var step in file.Steps.OfType<CommandStep>())
        {
            if (step.Queue is not { } queue || fleet.MachinesOf(queue.Canonical) is not { Chips: { } chips }) continue;
            var data = DeclaredNumbers.Number(step, "DATA_PARALLEL_SIZE") ?? 1;
            if (DeclaredNumbers.Number(step, "TENSOR_PARALLEL_SIZE") is { } size && size * data > chips)
                yield return Wrong(
                    DeclaredNumbers.Known(step, "TENSOR_PARALLEL_SIZE")!.Location,
                    data > 1 ? $"{size} × {data}" : $"{size}"
                );
            foreach (Match match in Option.Matches(step.Command))
                if (
                    decimal.Parse(match.Groups["size"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) is var asked
                    && asked > chips
                )
                    yield return Wrong(step.Body.Scalar("command")?.LocationAt(match.Index) ?? step.Location, $"{asked}");

            Diagnostic Wrong(SourceLocation location, string asked) =>
                new(
                    Rule,
                    location,
                    $"a tensor parallel size of {asked} needs more chips than the {chips} of '{queue.Canonical}'",
                    "use TENSOR_PARALLEL_SIZE_SINGLE or …_MULTI, or a larger queue"
                );
        }
    }

    [GeneratedRegex(
        @"--tensor[-_]parallel[-_]size[= ](?<size>[0-9]{1,4})\b",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Option { get; }
}
