using BuildkiteCi.Catalogue.Results;

namespace BuildkiteCi.Matrices.Releases;

/// <summary>A measurement that is another than before by more than nights differ from each other.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Before">What was measured.</param>
/// <param name="After">What is measured, in the same unit.</param>
public sealed record PerformanceChange(ResultPlace Place, Measurement Before, Measurement After)
{
    /// <summary>How much more it is than before: 0.05 is five per cent more.</summary>
    public double Ratio => (After.Value / Before.Value) - 1;

    /// <summary>Whether readers gain from it: more of a throughput, less of a time.</summary>
    public bool IsBetter => Ratio > 0 == (After.Metric.Better == Better.Higher);
}
