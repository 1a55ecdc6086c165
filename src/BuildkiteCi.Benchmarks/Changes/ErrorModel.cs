namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>
/// How well a description of a series (levels, or lines) explains it, where the noise is white or carries over from night to night,
/// whichever fits. Levels and correlation are weighed together: alone, either of them can explain everything.
/// </summary>
/// <param name="Score">n ln σ² plus the price of what was described: less is better (Schwarz's criterion, with a price per change of its
/// own).</param>
/// <param name="Correlation">Of neighbours' noise, 0 to <see cref="MostCorrelation"/>, corrected for its bias and taken as high as it may
/// well be.</param>
/// <param name="Variance">Of the noise.</param>
internal sealed record ErrorModel(double Score, double Correlation, double Variance)
{
    /// <summary>
    /// More than this is no noise of a benchmark: machines that differ from night to night reach 0.6. What would need more is a level or a
    /// trend.
    /// </summary>
    public const double MostCorrelation = 0.7;

    private const double Floor = 1e-14;

    /// <param name="residuals">What the description leaves.</param>
    /// <param name="begins">Whether a level or line begins there: nothing carries over a change.</param>
    /// <param name="changes">How many changes were described.</param>
    /// <param name="prices">What they cost all together, in units of ln n.</param>
    public static ErrorModel Of(double[] residuals, bool[] begins, int changes, double prices)
    {
        var count = residuals.Length;
        var (products, squares, total) = (0.0, 0.0, 0.0);
        for (var i = 0; i < count; i++)
        {
            total += residuals[i] * residuals[i];
            if (begins[i]) continue;
            products += residuals[i] * residuals[i - 1];
            squares += residuals[i - 1] * residuals[i - 1];
        }

        var correlation = squares > 0 ? Math.Clamp(products / squares, 0, MostCorrelation) : 0;
        var unexplained = residuals[0] * residuals[0] * (1 - correlation * correlation);
        for (var i = 1; i < count; i++)
        {
            var news = residuals[i] - correlation * residuals[i - 1];
            unexplained += news * news;
        }

        var score = count * Math.Log(Math.Max(unexplained / count, Floor)) + Math.Log(count) * prices;
        // Estimates of few points are too low by about (1 + 3φ)/n for each mean that was fitted (Kendall 1954), and two standard errors
        // of one are 2/√n: noise that seems white in a few weeks may well carry over.
        var corrected = Math.Min(MostCorrelation, correlation + (1 + 3 * correlation) * (changes + 1) / count + 2 / Math.Sqrt(count));
        return new ErrorModel(score, corrected, Math.Max(total / Math.Max(1, count - changes - 1), Floor));
    }
}
