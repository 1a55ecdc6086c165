namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>Variances of noise at which a series is split on trial.</summary>
internal static class SplitPrices
{
    private const double Ratio = 1.6;

    /// <summary>From that of white noise to well above what correlated noise would have in the long run, ascending.</summary>
    public static IEnumerable<double> Of(double[] values)
    {
        var noise = Noise.Of(values);
        var white = noise.Variance * (1 - noise.Correlation);
        var most = Math.Max(noise.LongRunVariance * 4, white * 8);
        for (var variance = white; variance <= most; variance *= Ratio) yield return variance;
    }
}
