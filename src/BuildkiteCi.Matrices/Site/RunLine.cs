using System.Collections.Immutable;
using BuildkiteCi.Matrices.Results;

namespace BuildkiteCi.Matrices.Site;

/// <summary>The line that CI serves a model with.</summary>
/// <param name="Command">The command, on one line.</param>
/// <param name="Chips">Chips of the machine; null where that is not known.</param>
/// <param name="Environment">What of the step's environment vLLM reads.</param>
internal sealed record RunLine(string Command, int? Chips, ImmutableArray<KeyValuePair<string, string>> Environment)
{
    private static readonly ImmutableArray<string> Read =
    [
        "VLLM_",
        "JAX_",
        "XLA_",
        "LIBTPU_",
        "TPU_",
        "MODEL_IMPL_TYPE",
        "NEW_MODEL_DESIGN",
        "SKIP_JAX_PRECOMPILE",
        "USE_",
    ];

    /// <summary>The line of the last stage that serves the subject: the benchmark's has the sizes; null where none does.</summary>
    public static RunLine? Of(SubjectResults? subject)
    {
        if (subject?.Stages.Select(stage => stage.Setup).LastOrDefault(setup => setup?.ServeCommand is not null) is not { } setup)
            return null;
        return new RunLine(
            setup.ServeCommand!,
            setup.Chips,
            [.. setup.Environment.Where(variable => Read.Any(start => variable.Key.StartsWith(start, StringComparison.Ordinal)))]
        );
    }

    /// <summary>The command on several lines, an option each.</summary>
    public string Lines =>
        string.Concat(Environment.Select(variable => $"{variable.Key}={ShellWord.Quote(variable.Value)} "))
        + Command.Replace(" --", " \\\n  --", StringComparison.Ordinal);

    /// <summary>The chips in words: <c>8 chips</c>; empty where they are not known.</summary>
    public string ChipsText => Chips is { } chips ? $"{chips} chip{(chips == 1 ? "" : "s")}" : "";
}
