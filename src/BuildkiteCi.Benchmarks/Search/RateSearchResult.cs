using System.Collections.Immutable;
using BuildkiteCi.Benchmarks.Metrics;

namespace BuildkiteCi.Benchmarks.Search;

/// <summary>What a search found.</summary>
/// <param name="Best">The highest rate that was measured and meets the goal; infinite where all at once does; null where none does.</param>
/// <param name="Probes">Every run, the first included, in order.</param>
/// <param name="Why">Why the search ended, one line.</param>
public sealed record RateSearchResult(double? Best, ImmutableArray<RateProbe> Probes, string Why)
{
    /// <summary>The run at the best rate whose latency is the median of its runs; null where no rate meets the goal.</summary>
    public RateProbe? BestProbe => Best is not { } best ? null
        : Probes.Where(probe => probe.Rate.Equals(best) && probe.Latency is not null).OrderBy(probe => probe.Latency) is var runs
        && runs.Any()
            ? runs.ElementAt((runs.Count() - 1) / 2)
            : null;
}

/// <summary>One run of the client at one request rate. Every one is kept.</summary>
/// <param name="Rate">Requests a second; infinite: all at once.</param>
/// <param name="Latency">99th percentile of end-to-end latency; null where the run gave none (crash, time-out, failed requests).</param>
/// <param name="Metrics">All that it measured.</param>
public sealed record RateProbe(double Rate, TimeSpan? Latency, RunMetrics Metrics)
{
    /// <summary>Why the run gave no latency; null where it did.</summary>
    public string? Failure { get; init; }
}
