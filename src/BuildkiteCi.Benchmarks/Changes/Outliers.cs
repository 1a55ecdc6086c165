namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>Takes out single bad nights. The chart shows them all the same.</summary>
internal static class Outliers
{
    private const int Reach = 5;
    private const double Limit = 4;

    /// <summary>
    /// Replaces values further than four robust standard deviations from the median of the eleven around them by that median, where at most
    /// <paramref name="longest"/> stand in a row: more are a level of their own. Source: the Hampel filter.
    /// </summary>
    public static double[] Replace(double[] values, int longest)
    {
        var differences = new double[values.Length - 1];
        for (var i = 0; i < differences.Length; i++) differences[i] = values[i + 1] - values[i];
        var overall = Robust.Deviation(differences) / Math.Sqrt(2);
        var medians = new double[values.Length];
        var distances = new double[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var from = Math.Max(0, Math.Min(i - Reach, values.Length - 2 * Reach - 1));
            var around = values.AsSpan(from, Math.Min(2 * Reach + 1, values.Length - from));
            medians[i] = Robust.Median(around);
            // Of values that are all the same, any other is an outlier.
            distances[i] = (values[i] - medians[i]) / Math.Max(Math.Max(overall, Robust.Deviation(around)), double.Epsilon);
        }

        var clean = (double[])values.Clone();
        for (var i = 0; i < values.Length; i++)
        {
            if (Math.Abs(distances[i]) <= Limit) continue;
            // Its neighbours on the same side belong to it, though they are less far out: three wild nights of four are no outliers.
            var (first, last) = (i, i);
            while (first > 0 && BelongsTo(first - 1)) first--;
            while (last + 1 < values.Length && BelongsTo(last + 1)) last++;
            if (last - first < longest) clean[i] = medians[i];

            bool BelongsTo(int other) => distances[other] * Math.Sign(distances[i]) > Limit / 4;
        }

        return clean;
    }
}
