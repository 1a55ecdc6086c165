namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>The points between two changes.</summary>
/// <param name="From">First point, counted from 0 in the series.</param>
/// <param name="To">Last point.</param>
/// <param name="Center">Typical value, in the metric's unit: the geometric mean of positive values without isolated outliers.</param>
/// <param name="Spread">Standard deviation of its points without isolated outliers, in the metric's unit; of a line, from the line.</param>
public sealed record Level(int From, int To, double Center, double Spread)
{
    /// <summary>How much it rises from its first point to its last, in the metric's unit; 0 where it does not drift.</summary>
    public double Rise { get; init; }

    /// <summary>How many points it has.</summary>
    public int Count => To - From + 1;

    /// <summary>What is expected at its end.</summary>
    public double End => Center + Rise / 2;
}
