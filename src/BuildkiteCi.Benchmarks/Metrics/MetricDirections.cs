using System.Collections.Immutable;

namespace BuildkiteCi.Benchmarks.Metrics;

/// <summary>Which way a metric gets better that comes with a name and a unit alone.</summary>
public static class MetricDirections
{
    // Asked where the unit does not tell, in this order.
    private static readonly ImmutableArray<(string Part, Better Better)> ByName =
    [
        ("throughput", Better.Higher), ("goodput", Better.Higher), ("acc", Better.Higher), ("match", Better.Higher), ("score", Better.Higher),
        ("rouge", Better.Higher), ("_ms", Better.Lower), ("latency", Better.Lower), ("duration", Better.Lower),
    ];

    /// <summary>The known metric of this name and unit, else one whose unit decides (rates and shares are better higher, times lower), else its name.</summary>
    /// <param name="name">The metric's name.</param>
    /// <param name="unit">Its unit; null where the unit is not known.</param>
    public static Metric Of(string name, MetricUnit? unit)
    {
        if (KnownMetrics.Named(name) is { } known && known.Unit == (unit ?? known.Unit)) return known;
        var better = unit is null || unit == MetricUnit.Count || unit == MetricUnit.Tokens
            ? ByName.FirstOrDefault(row => name.Contains(row.Part, StringComparison.OrdinalIgnoreCase)).Better
            : unit == MetricUnit.Seconds || unit == MetricUnit.Milliseconds ? Better.Lower : Better.Higher;
        return new Metric(name, unit ?? MetricUnit.Count, better);
    }
}
