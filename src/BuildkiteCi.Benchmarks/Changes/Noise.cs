namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>A series' noise, measured on the differences of neighbours, which a few changes of level hardly touch.</summary>
/// <param name="Variance">Of the noise around its level.</param>
/// <param name="Correlation">Of neighbours, 0 to <see cref="MaxCorrelation"/>.</param>
internal sealed record Noise(double Variance, double Correlation)
{
    public const double MaxCorrelation = 0.9;

    // A series of copied values has no noise; a part in ten million keeps divisions finite.
    private const double Floor = 1e-14;

    /// <summary>The variance that a mean of many points has, times their number: neighbours that are alike tell less.</summary>
    public double LongRunVariance => Variance * Inflation(Correlation);

    public static double Inflation(double correlation) => (1 + correlation) / (1 - correlation);

    /// <summary>The correlation of neighbours, of their differences within levels alone: steps from level to level are left out.</summary>
    /// <param name="values">The series.</param>
    /// <param name="bounds">Where each level starts, and the end.</param>
    public static double CorrelationWithin(double[] values, int[] bounds)
    {
        var (products, squares) = (0.0, 0.0);
        for (var level = 0; level + 1 < bounds.Length; level++)
        {
            for (var i = bounds[level] + 1; i < bounds[level + 1]; i++)
            {
                var here = values[i] - values[i - 1];
                squares += here * here;
                if (i > bounds[level] + 1) products += here * (values[i - 1] - values[i - 2]);
            }
        }

        return squares > 0 ? 1 + 2 * products / squares : 0;
    }

    public static Noise Of(ReadOnlySpan<double> values)
    {
        var differences = new double[values.Length - 1];
        for (var i = 0; i < differences.Length; i++) differences[i] = values[i + 1] - values[i];
        var deviation = Robust.Deviation(differences);
        if (deviation == 0) deviation = Math.Sqrt(differences.Sum(difference => difference * difference) / differences.Length);

        // Of AR(1) noise with correlation φ the differences have variance 2σ²(1−φ) and lag-one correlation −(1−φ)/2. Differences are
        // winsorised at three deviations, so that changes of level do not count.
        var limit = 3 * deviation;
        var (products, squares) = (0.0, 0.0);
        for (var i = 0; i < differences.Length; i++)
        {
            var here = Math.Clamp(differences[i], -limit, limit);
            squares += here * here;
            if (i > 0) products += here * Math.Clamp(differences[i - 1], -limit, limit);
        }

        var correlation = squares > 0 ? Math.Clamp(1 + 2 * products / squares, 0, MaxCorrelation) : 0;
        return new Noise(Math.Max(deviation * deviation / (2 * (1 - correlation)), Floor), correlation);
    }
}
