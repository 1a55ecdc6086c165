using System.Collections.Immutable;

namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>Tells a slow creep from steps.</summary>
internal static class Drift
{
    /// <summary>Whether one straight line explains the values better than the levels between these cuts do, each cut and the slope at the same price.</summary>
    public static bool Fits(double[] values, ImmutableArray<int> cuts, double price)
    {
        if (cuts.Length < 2) return false;
        var sums = new PrefixSums(values);
        int[] bounds = [0, .. cuts, values.Length];
        var means = bounds.Zip(bounds.Skip(1), sums.Mean).ToArray();
        var rises = means.Zip(means.Skip(1), (before, after) => after > before).Distinct().Count();
        if (rises > 1) return false;
        var steps = bounds.Zip(bounds.Skip(1), sums.Squares).Sum() + price * cuts.Length;
        return LineSquares(values) + price < steps;
    }

    private static double LineSquares(double[] values)
    {
        var middle = (values.Length - 1) / 2.0;
        var mean = values.Average();
        var (products, squares, total) = (0.0, 0.0, 0.0);
        for (var i = 0; i < values.Length; i++)
        {
            products += (i - middle) * (values[i] - mean);
            squares += (i - middle) * (i - middle);
            total += (values[i] - mean) * (values[i] - mean);
        }

        return total - products * products / squares;
    }
}
