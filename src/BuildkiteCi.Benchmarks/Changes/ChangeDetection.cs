using System.Collections.Immutable;
using BuildkiteCi.Benchmarks.Metrics;

namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>
/// Finds where a series' level changed for good, and stays silent about noise. Deterministic: no random numbers.
/// <list type="number">
/// <item>Values that are all positive are taken as logarithms: noise and changes of throughput and latency are relative.</item>
/// <item>Up to three outliers in a row are replaced by the median around them (Hampel 1974), a weekly pattern is taken out.</item>
/// <item>The best split into levels is the one of least squares with a price for each change, found exactly: optimal partitioning
/// (Jackson et al., An Algorithm for Optimal Partitioning of Data on an Interval, 2005) with the pruning of Killick, Fearnhead and Eckley
/// (Optimal Detection of Changepoints With a Linear Computational Cost, 2012, arXiv 1101.1438). Unlike a search cut by cut it sees both ends
/// of a short dip together.</item>
/// <item>As in Hunter (Fleming et al., ICPE 2023, doi 10.1145/3578244.3583719) the weakest change is merged away until all that remain are
/// significant. The test is Welch's with variances moderated by the whole series' (Smyth 2004), its standard error widened for the
/// correlation of neighbours, its p multiplied by the number of places where a cut could have been.</item>
/// <item>Where a straight line fits better than the levels do, the series drifts, and no change is reported.</item>
/// </list>
/// </summary>
public static class ChangeDetection
{
    // Price of a change in units of the noise's variance times ln n. 2 is Schwarz's; false candidates cost nothing but time, since they are
    // tested afterwards, but a true one that is not proposed is lost.
    private const double PriceFactor = 2.5;

    /// <summary>The changes of a series.</summary>
    public static SeriesChanges Find(Series series, DetectionSettings settings)
    {
        var points = series.Points;
        if (points.Length < settings.FewestPoints) return new SeriesChanges(series, [], []);
        var scale = ValueScale.Of(points);
        var clean = WeekdayPattern.Remove(Outliers.Replace(scale.Values, settings.SmallestSegment - 1), points);
        var noise = Noise.Of(clean);
        var cuts = Partition.Best(clean, MayCut(points), settings.SmallestSegment, PriceFactor * noise.LongRunVariance * Math.Log(points.Length));
        var kept = Merging.Significant(clean, cuts, noise.Correlation, scale, settings);
        if (Drift.Fits(clean, kept.Cuts, PriceFactor * noise.LongRunVariance * Math.Log(points.Length)))
        {
            return new SeriesChanges(series, [], Levels(clean, [], scale)) { Drifts = true, Correlation = kept.Correlation };
        }

        var levels = Levels(clean, kept.Cuts, scale);
        var changes = kept.Tests.Select((test, i) => ChangeAt(series, kept.Cuts[i], levels[i], levels[i + 1], test, scale));
        return new SeriesChanges(series, [.. changes], levels) { Correlation = kept.Correlation };
    }

    // Several runs of one night measured the same thing: nothing can change between them.
    private static bool[] MayCut(ImmutableArray<SeriesPoint> points)
    {
        var may = new bool[points.Length + 1];
        for (var i = 1; i < points.Length; i++) may[i] = points[i].Date != points[i - 1].Date || points[i].Commit != points[i - 1].Commit;
        may[0] = may[^1] = true;
        return may;
    }

    private static ImmutableArray<Level> Levels(double[] clean, ImmutableArray<int> cuts, ValueScale scale)
    {
        int[] bounds = [0, .. cuts, clean.Length];
        return
        [
            .. bounds.Zip(bounds.Skip(1), (from, to) =>
            {
                var (mean, deviation) = Moments(clean.AsSpan(from, to - from));
                return new Level(from, to - 1, scale.Back(mean), scale.BackDeviation(mean, deviation));
            }),
        ];
    }

    private static (double Mean, double Deviation) Moments(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values) sum += value;
        var mean = sum / values.Length;
        var squares = 0.0;
        foreach (var value in values) squares += (value - mean) * (value - mean);
        return (mean, values.Length > 1 ? Math.Sqrt(squares / (values.Length - 1)) : 0);
    }

    private static Change ChangeAt(Series series, int cut, Level before, Level after, LevelTest test, ValueScale scale)
    {
        var relative = scale.Relative(before.Center, test.Difference);
        return new Change(series.Points[cut], series.Points[cut - 1], before, after, relative,
            scale.Relative(before.Center, test.Difference - test.HalfWidth95), scale.Relative(before.Center, test.Difference + test.HalfWidth95),
            test.Corrected, Judge(series.Key.Metric.Better, relative));
    }

    /// <summary>What a relative change means for a metric.</summary>
    internal static ChangeVerdict Judge(Better better, double relative) => better switch
    {
        Better.Neither => ChangeVerdict.Moved,
        Better.Higher => relative > 0 ? ChangeVerdict.Improved : ChangeVerdict.Regressed,
        _ => relative > 0 ? ChangeVerdict.Regressed : ChangeVerdict.Improved,
    };
}
