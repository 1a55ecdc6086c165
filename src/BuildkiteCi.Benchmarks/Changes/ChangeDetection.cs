using System.Collections.Immutable;
using BuildkiteCi.Benchmarks.Metrics;

namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>
/// Finds where a series' level changed for good, and stays silent about noise. Deterministic: no random numbers.
/// <list type="number">
/// <item>Values that are all positive are taken as logarithms: noise and changes of throughput and latency are relative.</item>
/// <item>Up to three outliers in a row are replaced by the median around them (Hampel 1974), a weekly pattern is taken out.</item>
/// <item>The series is described by levels and by straight lines, each at the number of changes that explains it best together with noise
/// that carries over from night to night (<see cref="ErrorModel"/>). For a price of a change the best split is found exactly: optimal
/// partitioning (Jackson et al., An Algorithm for Optimal Partitioning of Data on an Interval, 2005) with the pruning of Killick, Fearnhead
/// and Eckley (Optimal Detection of Changepoints With a Linear Computational Cost, 2012, arXiv 1101.1438). Unlike a search cut by cut it
/// sees both ends of a short dip together.</item>
/// <item>As in Hunter (Fleming et al., ICPE 2023, doi 10.1145/3578244.3583719) the weakest change is merged away until all that remain are
/// significant. The test is Welch's with variances moderated by the whole series' (Smyth 2004), its standard error widened for the
/// correlation of neighbours, its p multiplied by the number of places where a cut could have been.</item>
/// <item>Where lines explain the series better than levels do, it drifts: changes are steps off a line, or of its direction.</item>
/// <item>What the newest runs suggest beyond noise, and is not confirmed yet, is a <see cref="Suspicion"/>.</item>
/// </list>
/// </summary>
public static class ChangeDetection
{
    /// <summary>The changes of a series.</summary>
    public static SeriesChanges Find(Series series, DetectionSettings settings)
    {
        var points = series.Points;
        if (points.Length < settings.FewestPoints) return new SeriesChanges(series, [], []);
        var scale = ValueScale.Of(points);
        var tidy = Outliers.Replace(scale.Values, settings.SmallestSegment - 1);
        var clean = WeekdayPattern.Remove(tidy, points);
        var mayCut = MayCut(points);

        var (levels, lines, drifts) = Describe(clean, mayCut, settings);
        // One night bends no line: without the newest one it has to drift as well.
        if (drifts && clean.Length > settings.FewestPoints) drifts = Describe(clean[..^1], [.. mayCut[..^2], true], settings).Drifts;
        // Outliers are left in where something is weighed by how likely it is: they have a share of their own there.
        var raw = clean.Select((value, i) => scale.Values[i] + value - tidy[i]).ToArray();
        var context = new DetectedSeries(series, settings, scale, raw, clean, mayCut);
        return drifts
            ? context.Of(lines)
            : context.Of(Merging.Significant(clean, levels.Cuts, levels.Errors.Correlation, scale, settings));
    }

    private static (LevelFit Levels, TrendFit Lines, bool Drifts) Describe(double[] clean, bool[] mayCut, DetectionSettings settings)
    {
        var levels = LevelFit.Best(clean, mayCut, settings.SmallestSegment);
        var lines = TrendFit.Best(clean, mayCut);
        var isLine = lines.Errors.Score < levels.Errors.Score;
        if (isLine) lines.KeepSignificant(settings.FalseAlarms);
        // Without the lines that cannot be believed, levels may be the better description.
        if (lines.IsCutShort) isLine = lines.Errors.Score < levels.Errors.Score;
        if (lines.HadTooFewNights && !levels.Cuts.IsEmpty) isLine = false;
        return (levels, lines, isLine && lines.Rises(settings.SmallestChange));
    }

    // Several runs of one night measured the same thing: nothing can change between them.
    private static bool[] MayCut(ImmutableArray<SeriesPoint> points)
    {
        var may = new bool[points.Length + 1];
        for (var i = 1; i < points.Length; i++) may[i] = points[i].Date != points[i - 1].Date || points[i].Commit != points[i - 1].Commit;
        may[0] = may[^1] = true;
        return may;
    }

    /// <summary>What a relative change means for a metric.</summary>
    internal static ChangeVerdict Judge(Better better, double relative) => better switch
    {
        Better.Neither => ChangeVerdict.Moved,
        Better.Higher => relative > 0 ? ChangeVerdict.Improved : ChangeVerdict.Regressed,
        _ => relative > 0 ? ChangeVerdict.Regressed : ChangeVerdict.Improved,
    };
}
