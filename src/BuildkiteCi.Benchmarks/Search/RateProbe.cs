using BuildkiteCi.Benchmarks.Metrics;

namespace BuildkiteCi.Benchmarks.Search;

/// <summary>One run of the client at one request rate. Every one is kept.</summary>
/// <param name="Rate">Requests a second; infinite: all at once.</param>
/// <param name="Latency">99th percentile of end-to-end latency; null where the run gave none (crash, time-out, failed requests).</param>
/// <param name="Metrics">All that it measured.</param>
public sealed record RateProbe(double Rate, TimeSpan? Latency, RunMetrics Metrics)
{
    /// <summary>Why the run gave no latency; null where it did.</summary>
    public string? Failure { get; init; }
}
