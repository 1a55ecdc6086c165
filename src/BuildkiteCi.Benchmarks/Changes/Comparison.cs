using MathNet.Numerics.Distributions;

namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>One run against its baseline: the level since the last change, not the night before and not all history.</summary>
/// <param name="Verdict">Regressed, improved, moved, unchanged or not enough data.</param>
/// <param name="Value">The run's value, in the metric's unit.</param>
/// <param name="Baseline">The level it is compared with; null where there is none.</param>
/// <param name="Relative">Value over baseline, minus 1; 0 where there is no baseline.</param>
/// <param name="ExpectedLow">Lower end of where 99 % of runs at the baseline lie.</param>
/// <param name="ExpectedHigh">Its upper end.</param>
/// <param name="Confidence">1 minus the chance that a run at the baseline is this far off, 0 to 1.</param>
/// <param name="BaselineCommits">First and last commit of the baseline; empty where there is none.</param>
public sealed record Comparison(
    ChangeVerdict Verdict,
    double Value,
    Level? Baseline,
    double Relative,
    double ExpectedLow,
    double ExpectedHigh,
    double Confidence,
    (string From, string To) BaselineCommits
)
{
    // Points that a level has at least to be a baseline: below that the interval is wider than any change worth a word.
    private const int FewestPoints = 5;
    private const double Coverage = 0.99;

    /// <summary>Compares by a prediction interval (Student's t, known mean and spread of the baseline).</summary>
    /// <param name="history">The series before the run.</param>
    /// <param name="value">The run's value.</param>
    /// <param name="standardError">The value's own standard error where it is known (accuracy), in the metric's unit; the spread is at
    /// least this.</param>
    /// <param name="settings">How large a change must be.</param>
    public static Comparison Of(SeriesChanges history, double value, double? standardError, DetectionSettings settings)
    {
        if (history.Levels.IsEmpty || history.Levels[^1] is not { Count: >= FewestPoints } level)
            return new Comparison(
                ChangeVerdict.NotEnoughData,
                value,
                null,
                0,
                double.NegativeInfinity,
                double.PositiveInfinity,
                0,
                ("", "")
            );
        var spread = Math.Max(Math.Max(level.Spread, standardError ?? 0), Math.Abs(level.End) * 1e-6 + double.Epsilon);
        var error = spread * Math.Sqrt(1 + Noise.Inflation(history.Correlation) / level.Count);
        var degrees = level.Count - 1;
        var half = error * StudentT.InvCDF(0, 1, degrees, (1 + Coverage) / 2);
        var p = 2 * StudentT.CDF(0, 1, degrees, -Math.Abs(value - level.End) / error);
        var relative = level.End == 0 ? 0 : value / level.End - 1;
        var isOff = Math.Abs(value - level.End) > half && Math.Abs(relative) >= settings.SmallestChange;
        var points = history.Series.Points;
        return new Comparison(
            isOff ? ChangeDetection.Judge(history.Series.Key.Metric.Better, relative) : ChangeVerdict.Unchanged,
            value, level, relative, level.End - half, level.End + half, 1 - p, (points[level.From].Commit, points[level.To].Commit));
    }
}
