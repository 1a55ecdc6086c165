using System.Collections.Immutable;
using BuildkiteCi.Benchmarks.Changes;
using BuildkiteCi.Benchmarks.History;
using MathNet.Numerics.Distributions;

namespace BuildkiteCi.Benchmarks.Reports;

/// <summary>Compares two sides of a history: commits, releases, configurations, or a commit and what was usual before it.</summary>
/// <param name="A">The first side's name.</param>
/// <param name="B">The second's.</param>
/// <param name="Cells">Every metric that both sides measured, in the order of case, device and metric.</param>
public sealed record SideComparison(string A, string B, ImmutableArray<Compared> Cells)
{
    /// <summary>The side that is every series' newest level, without the other side's runs.</summary>
    public const string Baseline = "baseline";

    // Of all cells that are called different together, this share is expected to be noise.
    private const double FalseDiscoveryRate = 0.05;
    private const double LeastSpread = 1e-6;
    private const int FewestForSpread = 5;

    /// <summary>
    /// Compares. A side is the runs whose release, commit (of any component; its beginning will do) or configuration (likewise) has its
    /// name. The difference is one of means of logarithms; its error comes from the spread of the series' newest level, and Student's t.
    /// What is called different is limited over all cells together (Benjamini and Hochberg).
    /// </summary>
    public static SideComparison Of(HistorySeries history, string a, string b, WatchSettings watch)
    {
        var cells = ImmutableArray.CreateBuilder<(Compared Cell, double Smallest)>();
        foreach (var same in history.Series.GroupBy(series => (series.Key.Case, series.Key.Device, series.Key.Metric.Name)))
        {
            var sideB = Values(history, same, b);
            if (sideB.Length == 0) continue;
            var newest = same.OrderByDescending(series => history.Runs[series.Points[^1].Row].Started).First();
            var others = newest with { Points = newest.Points.RemoveAll(point => Is(history.Runs[point.Row], b)) };
            var level =
                others.Points.IsEmpty ? null
                : ChangeDetection.Find(others, watch.For(newest.Key)) is { Levels: [.., { } last] } ? last
                : null;
            var sideA =
                a == Baseline
                    ? level is null
                        ? []
                        : [.. others.Points[level.From..(level.To + 1)].Select(point => point.Value)]
                    : Values(history, same, a);
            if (sideA.Length > 0) cells.Add((Cell(newest.Key, sideA, sideB, level), watch.For(newest.Key).SmallestChange));
        }

        var limit = Limit([.. cells.Select(cell => cell.Cell.Chance)]);
        return new SideComparison(a, b, [.. cells.Select(cell => cell.Cell with { Verdict = Verdict(cell.Cell, limit, cell.Smallest) })]);
    }

    /// <summary>Whether a run is of the side of this name.</summary>
    public static bool Is(HistoryRun run, string side)
    {
        const int FewestDigits = 6;
        if (run.Release == side || run.ConfigurationHash == side) return true;
        bool Begins(string text) => text == side || (side.Length >= FewestDigits && text.StartsWith(side, StringComparison.Ordinal));
        return run.Versions.Values.Any(Begins) || Begins(run.Commit) || Begins(run.ConfigurationHash);
    }

    private static double[] Values(HistorySeries history, IEnumerable<Series> same, string side) =>
        [.. same.SelectMany(series => series.Points).Where(point => Is(history.Runs[point.Row], side)).Select(point => point.Value)];

    private static Compared Cell(SeriesKey key, double[] a, double[] b, Level? level)
    {
        var isLogarithmic = a.Concat(b).All(value => value > 0);
        double Scaled(double value) => isLogarithmic ? Math.Log(value) : value;
        var (meanA, meanB) = (a.Average(Scaled), b.Average(Scaled));
        var difference = meanB - meanA;
        double Relative(double by) => isLogarithmic ? Math.Exp(by) - 1 : meanA == 0 ? 0 : by / Math.Abs(meanA);
        var (first, second) = (isLogarithmic ? Math.Exp(meanA) : meanA, isLogarithmic ? Math.Exp(meanB) : meanB);
        var (spread, degrees) = Spread([.. a.Select(Scaled)], [.. b.Select(Scaled)], level, isLogarithmic);
        var error = Math.Max(spread, LeastSpread) * Math.Sqrt(1.0 / a.Length + 1.0 / b.Length);
        // One run a side, and no level to take the spread from: any difference is possible.
        var (low, high, chance) = (double.NegativeInfinity, double.PositiveInfinity, 1.0);
        if (degrees > 0)
        {
            var half = error * StudentT.InvCDF(0, 1, degrees, 0.975);
            (low, high) = (Relative(difference - half), Relative(difference + half));
            chance = 2 * StudentT.CDF(0, 1, degrees, -Math.Abs(difference) / error);
        }

        return new Compared(
            key.Case,
            key.Device,
            key.Metric,
            first,
            second,
            a.Length,
            b.Length,
            Relative(difference),
            low,
            high,
            chance
        );
    }

    // Of the series' level where it is long enough, pooled with what the sides show themselves.
    private static (double Spread, int Degrees) Spread(double[] a, double[] b, Level? level, bool isLogarithmic)
    {
        static double Squares(double[] values) { var mean = values.Average(); return values.Sum(value => (value - mean) * (value - mean)); }
        var (squares, degrees) = (Squares(a) + Squares(b), a.Length + b.Length - 2);
        if (level is { Count: >= FewestForSpread })
        {
            var spread = isLogarithmic ? level.Spread / Math.Abs(level.Center) : level.Spread;
            (squares, degrees) = (squares + spread * spread * (level.Count - 1), degrees + level.Count - 1);
        }

        return degrees < FewestForSpread - 1 ? (0, 0) : (Math.Sqrt(squares / degrees), degrees);
    }

    private static double Limit(double[] chances)
    {
        var (sorted, limit) = (chances.Order().ToArray(), 0.0);
        for (var i = 0; i < sorted.Length; i++)
        {
            if (sorted[i] <= FalseDiscoveryRate * (i + 1) / sorted.Length) limit = sorted[i];
        }

        return limit;
    }

    private static ChangeVerdict Verdict(Compared cell, double limit, double smallest) =>
        double.IsInfinity(cell.Low) ? ChangeVerdict.NotEnoughData
        : cell.Chance <= limit && Math.Abs(cell.Relative) >= smallest ? ChangeDetection.Judge(cell.Metric.Better, cell.Relative)
        : ChangeVerdict.Unchanged;
}
