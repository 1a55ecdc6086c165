using System.Collections.Immutable;

namespace BuildkiteCi.Benchmarks.History;

/// <summary>What charts and alerts need to know of a run.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Case">Its case.</param>
/// <param name="Device">Its device.</param>
/// <param name="ConfigurationHash">Its configuration.</param>
/// <param name="Versions">The code under test, by component; runs of the same code share one.</param>
/// <param name="Commit">The commit that series name.</param>
/// <param name="Started">When it began.</param>
/// <param name="Release">The release that was measured; null: none.</param>
/// <param name="JobUrl">Its job; null: unknown.</param>
/// <param name="Status">Its judgement.</param>
/// <param name="IsUsable">Whether its metrics are points of a series.</param>
public sealed record HistoryRun(
    string Id,
    string Case,
    string Device,
    string ConfigurationHash,
    ImmutableSortedDictionary<string, string> Versions,
    string Commit,
    DateTimeOffset Started,
    string? Release,
    string? JobUrl,
    string Status,
    bool IsUsable
)
{
    /// <summary>Its place in time: when its commit was made, else when it began.</summary>
    public DateTimeOffset Ordered { get; init; } = Started;
}
