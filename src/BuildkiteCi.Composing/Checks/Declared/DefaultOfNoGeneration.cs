using BuildkiteCi.Catalogue;
using BuildkiteCi.Pipelines.Interpolation;
using BuildkiteCi.Pipelines.Yaml;

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
        // The file is the same on every generation, and so is what it writes.
        if (file.File.Pipeline.Source is not { } source || file.Generation != fleet.Generations.First(file.File.RunsOn)) yield break;
        foreach (var scalar in Scalars(source))
        {
            if (!scalar.Text.Contains(":-", StringComparison.Ordinal) || TextTemplate.Parse(scalar.Text).Template is not { } template)
                continue;
            foreach (var part in template.Expressions())
            {
                if (
                    !file.Generation.Variables.ContainsKey(part.Name)
                    || Default(scalar.Text[part.Start..part.End], part.Name) is not { Length: > 0 } value
                )
                    continue;
                var values = fleet.Generations.Select(generation => generation.Variables[part.Name]).Distinct().ToArray();
                if (value.Contains('$', StringComparison.Ordinal) || values.Contains(value, StringComparer.Ordinal)) continue;
                yield return new Diagnostic(
                    Rule,
                    scalar.LocationAt(part.Start),
                    $"the default of {part.Name} is '{value}', and its value is {string.Join(" or ", values)}",
                    $"write '${{{part.Name}:-{values[0]}}}'"
                );
            }
        }
    }

    private static string? Default(string expression, string name) =>
        expression.StartsWith($"${{{name}:-", StringComparison.Ordinal) && expression.EndsWith('}')
            ? expression[(name.Length + 4)..^1]
            : null;

    private static IEnumerable<YamlScalar> Scalars(YamlNode node) => node switch
    {
        YamlMapping mapping => mapping.Entries.SelectMany(entry => Scalars(entry.Value)),
        YamlSequence list => list.Items.SelectMany(Scalars),
        YamlScalar scalar => [scalar],
        _ => [],
    };
}
