namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>Sums of a range of values in constant time.</summary>
internal sealed class PrefixSums
{
    private readonly double center;
    private readonly double[] sums;
    private readonly double[] squares;

    public PrefixSums(double[] values)
    {
        // Around their mean, so that squares of large numbers do not swallow their differences.
        center = values.Average();
        sums = new double[values.Length + 1];
        squares = new double[values.Length + 1];
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i] - center;
            sums[i + 1] = sums[i] + value;
            squares[i + 1] = squares[i] + value * value;
        }
    }

    public double Mean(int from, int to) => center + (sums[to] - sums[from]) / (to - from);

    /// <summary>Sum of squared distances from the range's mean.</summary>
    public double Squares(int from, int to)
    {
        var sum = sums[to] - sums[from];
        return Math.Max(0, squares[to] - squares[from] - sum * sum / (to - from));
    }
}
