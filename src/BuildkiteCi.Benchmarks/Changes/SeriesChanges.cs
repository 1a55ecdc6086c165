using System.Collections.Immutable;

namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>What detection found in one series.</summary>
/// <param name="Series">The series.</param>
/// <param name="Changes">In the order of time.</param>
/// <param name="Levels">The levels between the changes, one more than changes; empty where there is not enough data.</param>
public sealed record SeriesChanges(Series Series, ImmutableArray<Change> Changes, ImmutableArray<Level> Levels)
{
    /// <summary>Whether the values creep along a line instead of stepping; then no change is reported.</summary>
    public bool Drifts { get; init; }

    /// <summary>Correlation of neighbouring points' noise, 0 to 1, as it was assumed.</summary>
    public double Correlation { get; init; }

    /// <summary>Whether the series was long enough.</summary>
    public bool HasEnoughData => !Levels.IsEmpty;
}
