using System.Collections.Immutable;

namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>
/// The newest runs are further off than the series' own noise explains, and too few yet to confirm a change. Advice: run the same commit
/// again. How often it is wrong is measured, see <see cref="Surprise"/>.
/// </summary>
/// <param name="First">The first of the runs that are off.</param>
/// <param name="LastBefore">The run before it.</param>
/// <param name="Baseline">The level before, in the metric's unit.</param>
/// <param name="Value">The level that the newest runs suggest, in the metric's unit.</param>
/// <param name="Relative">Value over baseline, minus 1.</param>
/// <param name="Runs">How many runs are off, 1 to 10.</param>
/// <param name="Verdict">Regressed, improved or moved, if it is confirmed.</param>
public sealed record Suspicion(
    SeriesPoint First,
    SeriesPoint LastBefore,
    double Baseline,
    double Value,
    double Relative,
    int Runs,
    ChangeVerdict Verdict
)
{
    /// <summary>The versions between which it may have come in.</summary>
    public ImmutableArray<VersionRange> Suspects => VersionRange.Between(LastBefore, First);
}
