namespace BuildkiteCi.Catalogue.Results;

/// <summary>A number that a benchmark measured.</summary>
/// <param name="Name">What it is, in the benchmark's words: <c>request_throughput</c>.</param>
/// <param name="Value">The number, finite, in <paramref name="Unit"/>.</param>
/// <param name="Unit">Its unit: <c>req/s</c>, <c>tok/s</c>, <c>ms</c>; empty for a plain number.</param>
public sealed record Measurement(string Name, double Value, string Unit)
{
    /// <summary>What was asked for, in the same unit; null where nothing was.</summary>
    public double? Target { get; init; }

    /// <summary>Whether less is better: times are, throughputs are not.</summary>
    public bool LessIsBetter => Unit is "ms" or "s";
}
