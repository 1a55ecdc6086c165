namespace BuildkiteCi.Benchmarks.History;

/// <summary>A row of <c>run_probes</c>.</summary>
internal sealed record RunProbeRow
{
    public string RunId { get; init; } = "";

    public double? Rate { get; init; }

    public double? LatencyMs { get; init; }

    public string? Failure { get; init; }
}
