using System.Collections.Immutable;
using System.Globalization;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Composing.Checks.Declared;

/// <summary>Numbers that the environment of a step declares.</summary>
internal static class DeclaredNumbers
{
    /// <summary>Whole numbers of tokens, requests or chips.</summary>
    public static ImmutableArray<string> Whole { get; } =
    [
        "TENSOR_PARALLEL_SIZE",
        "DATA_PARALLEL_SIZE",
        "INPUT_LEN",
        "OUTPUT_LEN",
        "PREFIX_LEN",
        "MAX_MODEL_LEN",
        "MAX_NUM_SEQS",
        "MAX_NUM_BATCHED_TOKENS",
        "NUM_PROMPTS",
    ];

    /// <summary>Numbers with a fraction.</summary>
    public static ImmutableArray<string> Fractional { get; } =
    ["MINIMUM_ACCURACY_THRESHOLD", "MINIMUM_THROUGHPUT_THRESHOLD", "GPU_MEMORY_UTILIZATION"];

    /// <summary>A variable that a step sets, where its value is known beforehand and not empty.</summary>
    public static YamlScalar? Known(Step step, string name) =>
        (step.Body["env"] as YamlMapping)?.Scalar(name) is { Canonical.Length: > 0 } value
        && !value.Canonical.Contains('$', StringComparison.Ordinal)
            ? value
            : null;

    /// <summary>A variable as a number; null where it is none, or not known.</summary>
    public static decimal? Number(Step step, string name) =>
        Known(step, name) is { } value
        && decimal.TryParse(value.Canonical, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
