using System.Collections.Frozen;
using System.Collections.Immutable;

namespace BuildkiteCi.Pipelines.Yaml;

/// <summary>
/// The texts of one file while it is packed or unpacked: each is there once, and named by its number where it comes again. Those that
/// nearly every pipeline holds have their numbers beforehand.
/// </summary>
internal static class PackedWords
{
    /// <summary>Texts with a number of their own, in that order.</summary>
    public static readonly ImmutableArray<string> Usual =
    [
        "", "steps", "label", "key", "depends_on", "agents", "queue", "env", "command", "commands", "soft_fail", "if", "group", "wait",
        "notify", "priority", "timeout_in_minutes", "parallelism", "retry", "automatic", "manual", "exit_status", "limit", "plugins",
        "artifact_paths", "concurrency", "concurrency_group", "matrix", "skip", "allow_failure", "step", "true", "false",
    ];

    /// <summary>The number of each of the usual texts.</summary>
    public static readonly FrozenDictionary<string, int> Numbers =
        Usual.Index().ToFrozenDictionary(word => word.Item, word => word.Index, StringComparer.Ordinal);
}
