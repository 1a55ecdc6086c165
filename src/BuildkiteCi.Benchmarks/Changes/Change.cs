using System.Collections.Immutable;

namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>A lasting change of a series.</summary>
/// <param name="First">The first point after it, at the likeliest place.</param>
/// <param name="LastBefore">The last point before that place.</param>
/// <param name="Before">The old level.</param>
/// <param name="After">The new level.</param>
/// <param name="Relative">New over old value, minus 1; of a trend, what the new one has made since, minus 1.</param>
/// <param name="RelativeLow">Lower end of the 95 % interval of <paramref name="Relative"/>.</param>
/// <param name="RelativeHigh">Its upper end.</param>
/// <param name="FalseAlarm">Upper bound of the chance that noise alone looks like this somewhere in the series, 0 to 1.</param>
/// <param name="Verdict">Regressed, improved or moved.</param>
public sealed record Change(
    SeriesPoint First,
    SeriesPoint LastBefore,
    Level Before,
    Level After,
    double Relative,
    double RelativeLow,
    double RelativeHigh,
    double FalseAlarm,
    ChangeVerdict Verdict
)
{
    /// <summary>A step, or a trend that begins or ends.</summary>
    public ChangeKind Kind { get; init; }

    /// <summary>Where it can have come in.</summary>
    public ChangeLocation Location { get; init; } = new(LastBefore, First, 1, 1);

    /// <summary>The value right before it, in the metric's unit; of a series that drifts it is not the level's.</summary>
    public double From { get; init; } = Before.Center;

    /// <summary>The value right after it; of a trend, the newest one that it led to.</summary>
    public double To { get; init; } = After.Center;

    /// <summary>Whether it brought back the level that the change before had ended.</summary>
    public bool IsReturn { get; init; }

    /// <summary>The versions between which it came in: all that its location leaves open.</summary>
    public ImmutableArray<VersionRange> Suspects => VersionRange.Between(Location.LastGood, Location.FirstBad);

    /// <summary>Where the value went.</summary>
    public Direction Direction => Relative > 0 ? Direction.Up : Direction.Down;
}

/// <summary>What happened to a series.</summary>
public enum ChangeKind
{
    /// <summary>Its level changed from one run to the next.</summary>
    Step,

    /// <summary>It began to drift, drifts in another direction, or drifts no more.</summary>
    Trend,
}

/// <summary>Where a value went.</summary>
public enum Direction
{
    /// <summary>It grew.</summary>
    Up,

    /// <summary>It fell.</summary>
    Down,
}
