using System.Collections.Immutable;

namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>The changes that remain when the insignificant ones are merged away.</summary>
internal sealed record Merging(ImmutableArray<int> Cuts, ImmutableArray<LevelTest> Tests, double Correlation)
{
    // Benchmarks' noise often carries over from night to night by half, and few runs hardly show it: until there are several times as
    // many pairs of neighbours as this, more correlation is assumed than is seen, up to that half.
    private const double Pairs = 25;
    private const double Usual = 0.5;

    // A series is looked at every night, and one of a few weeks has most of its chances to mislead still before it: until it has as many
    // runs as this, a change has to be surer.
    private const double Settled = 60;

    /// <summary>Drops the weakest change, tests the rest anew, and so on, until all that remain are significant and large enough.</summary>
    public static Merging Significant(
        double[] values,
        ImmutableArray<int> cuts,
        double correlation,
        ValueScale scale,
        DetectionSettings settings
    )
    {
        var sums = new PrefixSums(values);
        while (true)
        {
            int[] bounds = [0, .. cuts, values.Length];
            var (variance, seen) = Residuals(values, sums, bounds);
            // Levels that follow waves of noise leave residuals that look white; the differences of neighbours keep its correlation.
            var shown = Math.Max(Noise.CorrelationWithin(values, bounds), seen);
            var unseen = Math.Min(Usual, shown + Pairs / Math.Max(1, values.Length - 2 * (cuts.Length + 1)));
            var assumed = Math.Clamp(Math.Max(Math.Max(shown, unseen), correlation), 0, ErrorModel.MostCorrelation);
            var accepted = settings.FalseAlarms * Math.Min(1, values.Length / Settled);
            var tests = cuts
                .Select((cut, i) => LevelTest.Of(sums, bounds[i], cut, bounds[i + 2], variance, assumed, values.Length))
                .ToImmutableArray();
            var weakest = Enumerable.Range(0, cuts.Length)
                .Where(i => !(tests[i].Corrected <= accepted) || IsSmall(i))
                .OrderByDescending(i => tests[i].Corrected).ThenBy(i => Math.Abs(tests[i].Difference))
                .Cast<int?>().FirstOrDefault();
            if (weakest is not { } dropped) return new Merging(cuts, tests, assumed);
            cuts = cuts.RemoveAt(dropped);

            bool IsSmall(int i)
            {
                var relative = scale.Relative(scale.Back(sums.Mean(bounds[i], bounds[i + 1])), tests[i].Difference);
                return Math.Max(Math.Abs(relative), Math.Abs(1 / (1 + relative) - 1)) < settings.SmallestChange;
            }
        }
    }

    // Variance and lag-one correlation of the distances from the levels.
    private static (double Variance, double Correlation) Residuals(double[] values, PrefixSums sums, int[] bounds)
    {
        var (squares, products) = (0.0, 0.0);
        for (var level = 0; level + 1 < bounds.Length; level++)
        {
            var mean = sums.Mean(bounds[level], bounds[level + 1]);
            for (var i = bounds[level]; i < bounds[level + 1]; i++)
            {
                squares += (values[i] - mean) * (values[i] - mean);
                if (i > bounds[level]) products += (values[i] - mean) * (values[i - 1] - mean);
            }
        }

        var variance = Math.Max(squares / Math.Max(1, values.Length - bounds.Length + 1), 1e-14);
        return (variance, squares > 0 ? products / squares : 0);
    }
}
