using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Matrices.History;

namespace BuildkiteCi.Matrices.Releases;

/// <summary>A speed that changed by more than noise.</summary>
/// <param name="Subject">The subject.</param>
/// <param name="Implementation">The implementation.</param>
/// <param name="Generation">The generation.</param>
/// <param name="Before">What was measured before.</param>
/// <param name="After">What is measured now.</param>
public sealed record SpeedChange(SubjectHistory Subject, string Implementation, string Generation, Measurement Before, Measurement After)
{
    /// <summary>By which share the value changed: 0.05 is five per cent more.</summary>
    public double Ratio => (After.Value / Before.Value) - 1;

    /// <summary>Whether it got better.</summary>
    public bool IsBetter => Ratio > 0 == (After.Metric.Better == Better.Higher);
}
