using System.Collections.Immutable;

namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>A lasting change of a series' level.</summary>
/// <param name="First">The first point at the new level.</param>
/// <param name="LastBefore">The last point at the old level: the commits between the two are suspects.</param>
/// <param name="Before">The old level.</param>
/// <param name="After">The new level.</param>
/// <param name="Relative">New level over old level, minus 1.</param>
/// <param name="RelativeLow">Lower end of the 95 % interval of <paramref name="Relative"/>.</param>
/// <param name="RelativeHigh">Its upper end.</param>
/// <param name="FalseAlarm">Upper bound of the chance that noise alone looks like this somewhere in the series, 0 to 1.</param>
/// <param name="Verdict">Regressed, improved or moved.</param>
public sealed record Change(
    SeriesPoint First, SeriesPoint LastBefore, Level Before, Level After, double Relative, double RelativeLow, double RelativeHigh, double FalseAlarm, ChangeVerdict Verdict)
{
    /// <summary>The versions between which it came in.</summary>
    public ImmutableArray<VersionRange> Suspects => VersionRange.Between(LastBefore, First);

    /// <summary>Where the value went.</summary>
    public Direction Direction => Relative > 0 ? Direction.Up : Direction.Down;
}
