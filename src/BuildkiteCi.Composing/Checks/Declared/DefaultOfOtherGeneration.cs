using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Composing.Checks.Declared;

/// <summary>C039: a default of one generation among defaults of another.</summary>
internal sealed class DefaultOfOtherGeneration : CatalogueRule
{
    // One stray among this many may be mended unasked.
    private const int FewestOnOneSide = 4;

    public override Rule Rule { get; } =
        new(
            "C039",
            Severity.Warning,
            "A default is the value of another generation than the other defaults of its file",
            """
            steps:
              - key: "${TPU_VERSION:-tpu6e}_a"
                label: "${TPU_VERSION:-tpu6e} a"
                agents: { queue: "${TPU_QUEUE_SINGLE:-tpu_v7x_2_queue}" }
                env: { CI_TPU_VERSION: "${TPU_VERSION:-tpu6e}", CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only }
                command: pytest
            """,
            """
            steps:
              - key: "${TPU_VERSION:-tpu6e}_a"
                label: "${TPU_VERSION:-tpu6e} a"
                agents: { queue: "${TPU_QUEUE_SINGLE:-tpu_v6e_queue}" }
                env: { CI_TPU_VERSION: "${TPU_VERSION:-tpu6e}", CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only }
                command: pytest
            """
        )
        {
            Why =
                "One queue's default was copied from a file of the newer machines. Uploaded by hand, the tests called themselves the old "
                + "generation's, ran on the new one, and the old one's matrix showed their results.",
        };

    internal override IEnumerable<Diagnostic> Check(ExpandedFile file, Fleet fleet)
    {
        // What every generation has in common, and what none has (C034), leaves open which one is meant.
        var variables = fleet.Generations.ToDictionary(generation => generation, generation => generation.Variables);
        var telling = GenerationDefaults.Of(file, fleet)
            .Select(one => (One: one, Of: fleet.Generations.Where(generation => variables[generation][one.Name] == one.Value).ToArray()))
            .Where(one => one.Of.Length > 0 && one.Of.Length < fleet.Generations.Length)
            .ToList();
        if (fleet.Generations.MaxBy(generation => telling.Count(one => one.Of.Contains(generation))) is not { } meant) yield break;
        var strays = telling.Where(one => !one.Of.Contains(meant)).ToArray();
        var isClear = strays.Length * FewestOnOneSide <= telling.Count;
        foreach (var ((name, value, location), of) in strays)
        {
            var right = $"${{{name}:-{variables[meant][name]}}}";
            yield return new Diagnostic(
                Rule,
                location,
                $"the default of {name} is '{value}', which is {of[0]}'s, and the other defaults of this file are {meant}'s",
                $"write '{right}'"
            )
            {
                Edit = isClear ? new TextEdit(location, $"${{{name}:-{value}}}", right) : null,
            };
        }
    }
}
