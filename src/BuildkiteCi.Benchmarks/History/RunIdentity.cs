using System.Collections.Immutable;
using System.Globalization;

namespace BuildkiteCi.Benchmarks.History;

/// <summary>Which job a run is, and which code it measured.</summary>
/// <param name="Id">The record's identity: the job's id, so that a retry is a record of its own.</param>
/// <param name="RunBy">The agent, else the machine.</param>
/// <param name="Versions">The code under test, by name.</param>
public sealed record RunIdentity(string Id, string RunBy, ImmutableSortedDictionary<string, string> Versions)
{
    // Name in the history, variables that tell it, the first that is set.
    private static readonly ImmutableArray<(string Name, ImmutableArray<string> Variables)> Sources =
    [
        ("tpu-inference", ["TPU_INFERENCE_COMMIT", "BUILDKITE_COMMIT"]),
        ("vllm", ["VLLM_COMMIT_HASH"]),
        ("jax", ["JAX_VERSION"]),
    ];

    /// <summary>Address of the job; null outside of Buildkite.</summary>
    public string? JobUrl { get; init; }

    /// <summary>The release that is measured; null: none.</summary>
    public string? Release { get; init; }

    /// <summary>When the commit was made; null where it is not known.</summary>
    public DateTimeOffset? CommitTime { get; init; }

    /// <summary>Reads the identity off the environment. Outside of Buildkite the time makes an id.</summary>
    /// <param name="variables">All variables of this process.</param>
    /// <param name="now">The run's start.</param>
    /// <param name="machine">The machine's name.</param>
    public static RunIdentity Of(IReadOnlyDictionary<string, string> variables, DateTimeOffset now, string machine)
    {
        string? Value(string name) => variables.TryGetValue(name, out var value) && value.Trim().Length > 0 ? value.Trim() : null;

        var versions = from source in Sources
                       let version = source.Variables.Select(Value).FirstOrDefault(value => value is not null and not "HEAD")
                       where version is not null
                       select KeyValuePair.Create(source.Name, version);
        var job = Value("BUILDKITE_JOB_ID");
        return new RunIdentity(
            job ?? $"{machine}-{now.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture)}",
            Value("BUILDKITE_AGENT_NAME") ?? machine,
            versions.ToImmutableSortedDictionary(StringComparer.Ordinal))
        {
            JobUrl = Value("BUILDKITE_BUILD_URL") is { } build && job is not null ? $"{build}#{job}" : null,
            Release = Value("BUILDKITE_TAG"),
        };
    }
}
