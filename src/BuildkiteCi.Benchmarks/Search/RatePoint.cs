using System.Collections.Immutable;

namespace BuildkiteCi.Benchmarks.Search;

/// <summary>All runs at one rate together.</summary>
/// <param name="Step">The rate in steps of the search's grid.</param>
/// <param name="Rate">The rate as it was run.</param>
/// <param name="Latency">Median in seconds; null where most runs gave none.</param>
/// <param name="Meets">Whether the median meets the goal.</param>
/// <param name="Runs">How many runs there were.</param>
internal sealed record RatePoint(int Step, double Rate, double? Latency, bool Meets, int Runs)
{
    /// <summary>Whether of two runs one met the goal and the other did not, so that a third has to decide.</summary>
    public bool IsSplit { get; init; }

    /// <summary>The points of these probes, by rising rate.</summary>
    public static ImmutableArray<RatePoint> Of(ImmutableArray<RateProbe> probes, double step, TimeSpan goal) =>
        [
            .. probes
                .GroupBy(probe => (int)Math.Round(probe.Rate / step))
                .OrderBy(group => group.Key)
                .Select(group =>
                {
                    // A run without a latency is worse than any with one; of two runs that disagree the worse counts until a third decides.
                    var seconds = group.Select(probe => probe.Latency?.TotalSeconds ?? double.PositiveInfinity).Order().ToArray();
                    var median =
                        seconds.Length % 2 == 1
                            ? seconds[seconds.Length / 2]
                            : Math.Sqrt(seconds[seconds.Length / 2 - 1] * seconds[seconds.Length / 2]);
                    return new RatePoint(
                        group.Key,
                        group.First().Rate,
                        double.IsFinite(median) ? median : null,
                        median <= goal.TotalSeconds,
                        seconds.Length
                    )
                    {
                        IsSplit = seconds.Length == 2 && seconds[0] <= goal.TotalSeconds && seconds[1] > goal.TotalSeconds,
                    };
                }),
        ];
}
