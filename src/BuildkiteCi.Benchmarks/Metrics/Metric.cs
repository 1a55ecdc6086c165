namespace BuildkiteCi.Benchmarks.Metrics;

/// <summary>Something that a benchmark measures.</summary>
/// <param name="Name">Its name in the client's saved JSON (<c>p99_ttft_ms</c>) or in lm_eval's file (<c>exact_match,strict-match</c>).</param>
/// <param name="Unit">What its values are counted in.</param>
/// <param name="Better">Which way it gets better.</param>
public sealed record Metric(string Name, MetricUnit Unit, Better Better)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}
