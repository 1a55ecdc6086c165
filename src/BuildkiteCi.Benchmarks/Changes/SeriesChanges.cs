using System.Collections.Immutable;

namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>What detection found in one series.</summary>
/// <param name="Series">The series.</param>
/// <param name="Changes">In the order of time.</param>
/// <param name="Levels">The levels between the changes, one more than changes; empty where there is not enough data.</param>
public sealed record SeriesChanges(Series Series, ImmutableArray<Change> Changes, ImmutableArray<Level> Levels)
{
    /// <summary>Whether the values follow lines instead of levels.</summary>
    public bool Drifts { get; init; }

    /// <summary>What the newest runs suggest and no change confirms yet; null: nothing.</summary>
    public Suspicion? Suspicion { get; init; }

    /// <summary>Whether alerts are asked for.</summary>
    public bool SendsAlerts { get; init; } = true;

    /// <summary>Why nobody can be alerted of this series, found by itself; null where it is stable enough.</summary>
    public string? Unstable => Instability.Of(this);

    /// <summary>Whether its regressions are alerts.</summary>
    public bool IsAlerting => SendsAlerts && Unstable is null;

    /// <summary>The series' state.</summary>
    public SeriesStanding Standing => SeriesStanding.Of(this);

    /// <summary>Correlation of neighbouring points' noise, 0 to 1, as it was assumed.</summary>
    public double Correlation { get; init; }

    /// <summary>Whether the series was long enough.</summary>
    public bool HasEnoughData => !Levels.IsEmpty;
}
