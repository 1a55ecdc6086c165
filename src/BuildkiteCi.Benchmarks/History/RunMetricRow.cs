namespace BuildkiteCi.Benchmarks.History;

/// <summary>A row of <c>run_metrics</c>.</summary>
internal sealed record RunMetricRow
{
    public string RunId { get; init; } = "";

    public string Name { get; init; } = "";

    public string Unit { get; init; } = "";

    public string Better { get; init; } = "";

    public double Value { get; init; }

    public double? StandardError { get; init; }

    public double? Target { get; init; }
}
