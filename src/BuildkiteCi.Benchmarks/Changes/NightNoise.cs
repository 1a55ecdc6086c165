namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>
/// What one more night can bring where nothing changed: the news of a night beyond what carries over from the night before, as a mixture of
/// the usual (normal), the unusual (three times as wide) and the wild (anything, a broken machine), in the shares that the series itself
/// shows.
/// </summary>
/// <param name="Correlation">Of neighbours, as high as it may well be.</param>
/// <param name="Deviation">Standard deviation of the usual news of a night.</param>
/// <param name="Spread">Standard deviation of the values around their level.</param>
/// <param name="Unusual">Share of the unusual nights, 0 to 1.</param>
/// <param name="Wild">Share of the wild nights, 0 to 1.</param>
/// <param name="OutlierCount">Nights so far that were further off than five deviations.</param>
internal sealed record NightNoise(double Correlation, double Deviation, double Spread, double Unusual, double Wild, int OutlierCount)
{
    // A wild night is anywhere within a factor of e either way.
    private const double WildDensity = 0.5;
    private const double UnusualFactor = 3;
    private const double Least = 1e-7;
    private const double HighestCorrelation = 0.9;
    private const double OutlierAt = 5;

    // Before anything was seen.
    private const double OddsToCarryOver = 3;
    private const double UsualCorrelation = 0.45;
    private const double UsualRange = 0.15;
    private const int Rounds = 12;

    private static readonly double Normal = 1 / Math.Sqrt(2 * Math.PI);

    /// <summary>A value's distance from its level as far as it carries over: a wild night tells nothing of the next one.</summary>
    public double Carried(double residual) => Correlation * Math.Clamp(residual, -3 * Spread, 3 * Spread);

    /// <summary>Logarithm of the density of a night's news.</summary>
    public double Log(double news)
    {
        var z = news / Deviation;
        return Math.Log(
            (1 - Unusual - Wild) * Math.Exp(-0.5 * z * z) * Normal / Deviation
                + Unusual * Math.Exp(-0.5 * z * z / (UnusualFactor * UnusualFactor)) * Normal / (UnusualFactor * Deviation)
                + Wild * WildDensity
        );
    }

    /// <summary>The noise of a series' distances from its levels.</summary>
    public static NightNoise Of(double[] residuals)
    {
        var count = residuals.Length;
        var spread = Math.Max(Robust.Deviation(residuals), Least);
        double Limited(double value) => Math.Clamp(value, -3 * spread, 3 * spread);
        var (products, squares) = (0.0, 0.0);
        for (var i = 1; i < count; i++)
        {
            products += Limited(residuals[i - 1]) * Limited(residuals[i]);
            squares += Limited(residuals[i - 1]) * Limited(residuals[i - 1]);
        }

        var correlation = squares > 0 ? CorrelationOf(products / squares, count) : 0;
        var news = new double[count - 1];
        for (var i = 1; i < count; i++) news[i - 1] = residuals[i] - correlation * Limited(residuals[i - 1]);
        var (deviation, unusual, wild) = Mixture(news);
        // Of few nights the deviation is known badly.
        deviation *= 1 + 4.0 / count;
        return new NightNoise(correlation, deviation, Math.Max(spread, deviation / Math.Sqrt(1 - correlation * correlation)), unusual, wild,
            news.Count(value => Math.Abs(value) > OutlierAt * deviation));
    }

    // Benchmarks' noise is white or carries over by about half. How much is seen, with its error upwards, counts by the odds (Bayes) that it
    // carries over at all: a long series whose neighbours are not alike is not looked at as if they were.
    private static double CorrelationOf(double seen, int count)
    {
        var error = 1 / Math.Sqrt(count);
        var white = Density(Math.Max(seen, 0), error);
        var carried = OddsToCarryOver * Density(Math.Min(seen - UsualCorrelation, 0), Math.Sqrt(error * error + UsualRange * UsualRange));
        return Math.Clamp(carried / (white + carried) * (seen + 0.7 * error), 0, HighestCorrelation);
    }

    private static double Density(double off, double deviation) => Math.Exp(-0.5 * off * off / (deviation * deviation)) / deviation;

    // Expectation and maximisation (Dempster, Laird and Rubin 1977). Half an unusual and one wild night in ten are assumed beforehand: what
    // was not seen yet may come.
    private static (double Deviation, double Unusual, double Wild) Mixture(double[] news)
    {
        var (deviation, unusual, wild) = (Math.Max(Robust.Deviation(news), Least), 0.05, 0.02);
        for (var round = 0; round < Rounds; round++)
        {
            var (unusuals, wilds, squares, others) = (0.0, 0.0, 0.0, 0.0);
            foreach (var value in news)
            {
                var z = value / deviation;
                var usual = (1 - unusual - wild) * Math.Exp(-0.5 * z * z) * Normal / deviation;
                var wide = unusual * Math.Exp(-0.5 * z * z / (UnusualFactor * UnusualFactor)) * Normal / (UnusualFactor * deviation);
                var all = usual + wide + wild * WildDensity;
                unusuals += wide / all;
                wilds += wild * WildDensity / all;
                others += (usual + wide) / all;
                squares += (usual + wide / (UnusualFactor * UnusualFactor)) / all * value * value;
            }

            unusual = (unusuals + 0.5) / (news.Length + 10);
            wild = (wilds + 1) / (news.Length + 10);
            deviation = Math.Max(Math.Sqrt(squares / Math.Max(1, others - 1)), Least);
        }

        return (deviation, unusual, wild);
    }
}
