using System.Collections.Immutable;

namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>A series as levels: where they begin.</summary>
/// <param name="Cuts">Where levels begin, the first left out, ascending.</param>
/// <param name="Errors">How well this explains the values.</param>
internal sealed record LevelFit(ImmutableArray<int> Cuts, ErrorModel Errors)
{
    // Price of a change in units of ln n: its place, its level, and as much again, since a change that is none costs people's nights.
    private const double Price = 4;

    /// <summary>The best of the splits that are best at some price of a change: from one that calls all noise white to one that calls
    /// nearly all of it correlated.</summary>
    public static LevelFit Best(double[] values, bool[] mayCut, int shortest)
    {
        var best = Of(values, []);
        foreach (var variance in SplitPrices.Of(values))
        {
            var cuts = Partition.Best(values, mayCut, shortest, 2 * variance * Math.Log(values.Length));
            if (cuts.SequenceEqual(best.Cuts)) continue;
            var fit = Of(values, cuts);
            if (fit.Errors.Score < best.Errors.Score) best = fit;
        }

        return best;
    }

    private static LevelFit Of(double[] values, ImmutableArray<int> cuts)
    {
        var sums = new PrefixSums(values);
        var (residuals, begins) = (new double[values.Length], new bool[values.Length]);
        int[] bounds = [0, .. cuts, values.Length];
        for (var level = 0; level + 1 < bounds.Length; level++)
        {
            begins[bounds[level]] = true;
            var mean = sums.Mean(bounds[level], bounds[level + 1]);
            for (var i = bounds[level]; i < bounds[level + 1]; i++) residuals[i] = values[i] - mean;
        }

        return new LevelFit(cuts, ErrorModel.Of(residuals, begins, cuts.Length, Price * cuts.Length));
    }
}
