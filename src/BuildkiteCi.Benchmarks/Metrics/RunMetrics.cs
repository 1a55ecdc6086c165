using System.Collections.Immutable;

namespace BuildkiteCi.Benchmarks.Metrics;

/// <summary>What one run of the client measured. A metric that was not measured is absent, never zero.</summary>
/// <param name="Measurements">Each metric at most once, in the order in which they were written.</param>
public sealed record RunMetrics(ImmutableArray<Measurement> Measurements)
{
    /// <summary>No metric at all.</summary>
    public static readonly RunMetrics None = new([]);

    /// <summary>The fraction of draft tokens that was accepted at each position, 0 to 1; empty without speculative decoding.</summary>
    public ImmutableArray<double> PositionAcceptance { get; init; } = [];

    /// <summary>The value of a metric in its unit, or null where it was not measured.</summary>
    public double? this[Metric metric] => this[metric.Name];

    /// <summary>The value of the metric of this name, or null where it was not measured.</summary>
    public double? this[string name] => Measurements.FirstOrDefault(measurement => measurement.Metric.Name == name)?.Value;

    /// <summary>
    /// Requests that failed: as the client counts them, and at least those that are missing from <paramref name="prompts"/>; null where
    /// neither is known. Clients before autumn 2025 and embeddings do not count them, which is not the same as none.
    /// </summary>
    public double? FailedRequests(int? prompts) =>
        prompts is { } sent && this[KnownMetrics.Completed] is { } completed
            ? Math.Max(this[KnownMetrics.Failed] ?? 0, sent - completed)
            : this[KnownMetrics.Failed];
}
