using MathNet.Numerics.Distributions;

namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>A test whether two neighbouring levels differ.</summary>
/// <param name="Difference">The later one's mean minus the earlier one's.</param>
/// <param name="HalfWidth95">Half the width of its 95 % interval.</param>
/// <param name="Corrected">p, two-sided, times the number of places where a cut could have been, at most 1.</param>
internal sealed record LevelTest(double Difference, double HalfWidth95, double Corrected)
{
    // How many points' worth the whole series' variance counts beside a level's own: four nights alone tell little about their spread.
    private const double PriorDegrees = 6;

    public static LevelTest Of(PrefixSums sums, int from, int cut, int to, double seriesVariance, double correlation, int possibleCuts)
    {
        var (before, beforeDegrees) = Error(sums, from, cut, seriesVariance, correlation);
        var (after, afterDegrees) = Error(sums, cut, to, seriesVariance, correlation);
        var difference = sums.Mean(cut, to) - sums.Mean(from, cut);
        var error = Math.Sqrt(before + after);
        // Welch and Satterthwaite.
        var degrees = (before + after) * (before + after) / (before * before / beforeDegrees + after * after / afterDegrees);
        var p = 2 * StudentT.CDF(0, 1, degrees, -Math.Abs(difference) / error);
        return new LevelTest(difference, error * StudentT.InvCDF(0, 1, degrees, 0.975), Math.Min(1, p * possibleCuts));
    }

    private static (double Squared, double Degrees) Error(PrefixSums sums, int from, int to, double seriesVariance, double correlation)
    {
        var degrees = to - from - 1 + PriorDegrees;
        var variance = (sums.Squares(from, to) + PriorDegrees * seriesVariance) / degrees;
        return (variance * Noise.Inflation(correlation) / (to - from), degrees);
    }
}
