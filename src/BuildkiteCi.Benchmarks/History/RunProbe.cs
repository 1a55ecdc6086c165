namespace BuildkiteCi.Benchmarks.History;

/// <summary>A run of the client at one request rate.</summary>
/// <param name="Rate">Requests a second; null: all at once.</param>
/// <param name="LatencyMs">99th percentile of end-to-end latency in milliseconds; null where the run gave none.</param>
/// <param name="Failure">Why it gave none.</param>
public sealed record RunProbe(double? Rate, double? LatencyMs, string? Failure);
