namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>Location and spread that a few wild values do not move.</summary>
internal static class Robust
{
    // Makes the median absolute deviation a standard deviation where values are normal: 1 / Φ⁻¹(3/4).
    private const double Normal = 1.482602218505602;

    // Medians of a few values around each point are what detection spends its time on: those are sorted on the stack.
    private const int Few = 32;

    public static double Median(ReadOnlySpan<double> values)
    {
        var sorted = values.Length <= Few ? stackalloc double[Few] : new double[values.Length];
        sorted = sorted[..values.Length];
        values.CopyTo(sorted);
        sorted.Sort();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>The mean of those values that are within three and a half deviations of the median.</summary>
    public static double CleanMean(ReadOnlySpan<double> values)
    {
        var median = Median(values);
        var limit = 3.5 * Math.Max(Deviation(values), 1e-9);
        var (sum, count) = (0.0, 0);
        foreach (var value in values)
        {
            if (!(Math.Abs(value - median) <= limit)) continue;
            sum += value;
            count++;
        }

        return count > 0 ? sum / count : median;
    }

    /// <summary>Median absolute deviation from the median, as a standard deviation.</summary>
    public static double Deviation(ReadOnlySpan<double> values)
    {
        var median = Median(values);
        var distances = values.Length <= Few ? stackalloc double[Few] : new double[values.Length];
        for (var i = 0; i < values.Length; i++) distances[i] = Math.Abs(values[i] - median);
        return Normal * Median(distances[..values.Length]);
    }
}
