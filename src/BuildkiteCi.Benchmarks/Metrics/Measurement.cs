namespace BuildkiteCi.Benchmarks.Metrics;

/// <summary>A value that was measured, in its metric's unit.</summary>
/// <param name="Metric">What was measured.</param>
/// <param name="Value">Finite.</param>
public sealed record Measurement(Metric Metric, double Value);
