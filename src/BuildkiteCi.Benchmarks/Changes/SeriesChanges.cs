using System.Collections.Immutable;
using System.Globalization;

namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>What detection found in one series.</summary>
/// <param name="Series">The series.</param>
/// <param name="Changes">In the order of time.</param>
/// <param name="Levels">The levels between the changes, one more than changes; empty where there is not enough data.</param>
public sealed record SeriesChanges(Series Series, ImmutableArray<Change> Changes, ImmutableArray<Level> Levels)
{
    private const int Recent = 60;
    private const int MostChanges = 5;
    private const double MostSpread = 0.2;
    private const double MostWild = 0.2;
    private const double WildAt = 5;
    private const int FewestOfLevel = 20;

    /// <summary>Whether the values follow lines instead of levels.</summary>
    public bool Drifts { get; init; }

    /// <summary>What the newest runs suggest and no change confirms yet; null: nothing.</summary>
    public Suspicion? Suspicion { get; init; }

    /// <summary>Whether alerts are asked for.</summary>
    public bool SendsAlerts { get; init; } = true;

    /// <summary>Why nobody can be alerted of this series, which changes all the time whatever the code does; null where it is stable
    /// enough.</summary>
    public string? Unstable
    {
        get
        {
            var points = Series.Points;
            if (!HasEnoughData) return null;
            var from = points.Length - Recent;
            var steps = Levels.Skip(1).Count(level => level.From >= from);
            if (steps >= MostChanges) return $"unstable, {steps} changes within {Math.Min(Recent, points.Length)} runs";
            var level = Levels[^1];
            if (level.Count < FewestOfLevel || level.Center == 0 || Drifts) return null;
            var spread = Math.Abs(level.Spread / level.Center);
            if (spread >= MostSpread)
                return string.Create(CultureInfo.InvariantCulture, $"unstable, runs of the same level differ by {spread * 100:0} %");
            var wild = points[level.From..(level.To + 1)]
                .Count(point => Math.Abs(point.Value - level.Center) > WildAt * level.Spread && level.Spread > 0);
            return wild >= MostWild * level.Count ? $"unstable, {wild} of {level.Count} runs are far off" : null;
        }
    }

    /// <summary>Whether its regressions are alerts.</summary>
    public bool IsAlerting => SendsAlerts && Unstable is null;

    /// <summary>The series' state.</summary>
    public SeriesStanding Standing => SeriesStanding.Of(this);

    /// <summary>Correlation of neighbouring points' noise, 0 to 1, as it was assumed.</summary>
    public double Correlation { get; init; }

    /// <summary>Whether the series was long enough.</summary>
    public bool HasEnoughData => !Levels.IsEmpty;
}
