namespace BuildkiteCi.Benchmarks.Reports;

/// <summary>One cell of a comparison: a metric of a case, on one side and on the other.</summary>
/// <param name="Case">The case.</param>
/// <param name="Device">The device.</param>
/// <param name="Metric">The metric.</param>
/// <param name="A">Mean of the first side's runs, in the metric's unit.</param>
/// <param name="B">Mean of the second side's.</param>
/// <param name="RunsA">How many runs the first side has.</param>
/// <param name="RunsB">How many the second has.</param>
/// <param name="Relative">B over A, minus 1.</param>
/// <param name="Low">Lower end of its 95 % interval.</param>
/// <param name="High">Upper end.</param>
/// <param name="Chance">The chance that noise alone makes such a difference, 0 to 1.</param>
public sealed record Compared(
    string Case,
    string Device,
    Metric Metric,
    double A,
    double B,
    int RunsA,
    int RunsB,
    double Relative,
    double Low,
    double High,
    double Chance
)
{
    /// <summary>Regressed, improved or moved where the difference is beyond noise; else unchanged, or not enough data.</summary>
    public Changes.ChangeVerdict Verdict { get; init; }
}
