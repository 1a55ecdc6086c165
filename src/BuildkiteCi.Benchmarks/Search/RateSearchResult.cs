using System.Collections.Immutable;

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
