using System.Collections.Immutable;

namespace BuildkiteCi.Benchmarks.Search;

/// <summary>
/// Finds the highest request rate whose 99th percentile of end-to-end latency meets a goal. Latency rises slowly until a knee near the
/// throughput that the server can sustain, so the search starts there and guesses where a queue's curve meets the goal, with bisection as
/// its guard, instead of halving from the middle. A run that does not fit its neighbours, or whose
/// rate would be the answer by a hair, is repeated and the median counts: the 99th percentile of a hundred requests is the second-worst of
/// them.
/// </summary>
/// <param name="goal">What the latency must not exceed.</param>
/// <param name="settings">How finely and how long.</param>
public sealed class RateSearch(TimeSpan goal, RateSearchSettings settings)
{
    // Where to look first, as a share of what the server sustained: just before the usual knee.
    private const double FirstShare = 0.75;

    // Of a queue's growth to its floor, while only one rate was measured.
    private const double UsualRatio = 0.3;

    // Above this share the model has no end.
    private const double FullLoad = 0.98;

    // So many rates are guessed by the model.
    private const int TrustInModel = 5;

    // A latency this many times what the rates around it allow does not fit them.
    private const double Unfitting = 1.35;

    /// <summary>Searches until nothing more is to be learnt.</summary>
    /// <param name="first">The run at the configured rate that was made already.</param>
    /// <param name="probe">Runs the client at a rate. It gives a probe whatever happens; what it throws ends the search.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<RateSearchResult> RunAsync(
        RateProbe first,
        Func<double, string, CancellationToken, Task<RateProbe>> probe,
        CancellationToken cancellationToken
    )
    {
        var probes = ImmutableArray.Create(first);
        while (true)
        {
            var step = Next(probes);
            if (step is not ProbeStep next) return new RateSearchResult(((SearchEnd)step).Best, probes, step.Why);
            probes = probes.Add(await probe(next.Rate, next.Why, cancellationToken));
        }
    }

    /// <summary>What to do after these probes, the first of which is the run at the configured rate. The same probes, the same
    /// step.</summary>
    public RateSearchStep Next(ImmutableArray<RateProbe> probes)
    {
        var first = probes[0];
        if (probes.Length == 1 && Meets(first)) return new SearchEnd(first.Rate, "the first run meets the goal");
        if (!(first.Metrics[Metrics.KnownMetrics.RequestThroughput] > 0))
            return new SearchEnd(null, "the first run measured no throughput, so there is nothing to search below");
        var sustained = first.Metrics[Metrics.KnownMetrics.RequestThroughput]!.Value;
        var steps = settings.StepsFor(sustained);
        var points = RatePoint.Of(probes[1..], sustained / steps, goal);
        if (probes.Length >= settings.MostProbes) return new SearchEnd(Best(points), $"{probes.Length} runs are the most");

        if (points.FirstOrDefault(point => point.IsSplit) is { } split) return Probe(split.Step, "two runs disagree");
        var failing = points.Where(point => !point.Meets).ToImmutableArray();
        var high = failing.IsEmpty ? null : failing[0];
        // A rate that meets the goal above one that does not: one of the two was noise.
        if (high is not null && points.Any(point => point.Meets && point.Step > high.Step) && high.Runs < 3)
            return Probe(high.Step, "a higher rate met the goal");
        var passing = points.Where(point => point.Meets && (high is null || point.Step < high.Step)).ToImmutableArray();
        var low = passing.IsEmpty ? null : passing[^1];

        var (below, above) = (low?.Step ?? 0, high?.Step ?? steps + 1);
        if (above - below > 1) return Probe(Between(points, low, high, below, above, steps), "where the curve should meet the goal");
        if (high is { Runs: < 2 } && (low is null || DoesNotFit(points, low, high, steps)))
            return Probe(high.Step, "it does not fit the other rates");
        if (low is { Runs: < 2 } && IsNear(low)) return Probe(low.Step, "it is close to the goal");
        return low is not null
            ? new SearchEnd(Best(points), "the next higher rate misses the goal")
            : new SearchEnd(null, "the lowest rate misses the goal too");

        ProbeStep Probe(int step, string why) => new(Math.Round(step * sustained / steps, Digits(sustained / steps)), why);
    }

    private int Between(ImmutableArray<RatePoint> points, RatePoint? low, RatePoint? high, int below, int above, int steps)
    {
        if (points.IsEmpty) return Math.Clamp((int)Math.Round(steps * FirstShare), 1, steps);
        // A curve that the model does not fit is halved from here on.
        var guess = points.Length >= TrustInModel ? (below + above) / 2 : Crossing(points, low, high, steps);
        return Math.Clamp(guess, below + 1, above - 1);
    }

    // Where a queue's latency, a + b·x with x = ρ/(1−ρ) of the load ρ, meets the goal; through the two points around it where there are
    // two, else through two on one side, else through the only one and a usual ratio of b to a.
    private int Crossing(ImmutableArray<RatePoint> points, RatePoint? low, RatePoint? high, int steps)
    {
        var usable = points.Where(point => point.Latency is not null).OrderBy(point => point == low || point == high ? 0 : 1)
            .ThenBy(point => Math.Abs(Math.Log(point.Latency!.Value / goal.TotalSeconds))).Take(2).OrderBy(point => point.Step).ToArray();
        if (usable.Length == 0) return 0;
        var (x, y) = (Queue(usable[^1].Step, steps), usable[^1].Latency!.Value);
        var slope = y * UsualRatio / (1 + UsualRatio * x);
        if (usable.Length == 2 && (y - usable[0].Latency!.Value) / (x - Queue(usable[0].Step, steps)) is > 0 and var measured)
            slope = measured;
        var crossing = Math.Max(0, x + (goal.TotalSeconds - y) / slope);
        return (int)Math.Round(crossing / (1 + crossing) * steps);
    }

    private static double Queue(int step, int steps)
    {
        var load = Math.Min((double)step / steps, FullLoad);
        return load / (1 - load);
    }

    // Latency cannot grow faster than ρ/(1−ρ) does, which is a queue without a floor, and does not fall where the rate grows.
    private static bool DoesNotFit(ImmutableArray<RatePoint> points, RatePoint low, RatePoint high, int steps)
    {
        if (high.Latency is not { } seen || low.Latency is not { } lower) return true;
        var most = lower * Queue(high.Step, steps) / Queue(low.Step, steps);
        return seen > Unfitting * most || points.Any(point => point.Step > high.Step && point.Latency * Unfitting < seen);
    }

    private bool IsNear(RatePoint point) => point.Latency is { } seconds && Math.Abs(seconds / goal.TotalSeconds - 1) <= settings.Near;

    // Of rates that were measured, and below the lowest that misses the goal.
    private static double? Best(ImmutableArray<RatePoint> points)
    {
        var limit = points.FirstOrDefault(point => !point.Meets)?.Step ?? int.MaxValue;
        return points.LastOrDefault(point => point.Meets && point.Step < limit)?.Rate;
    }

    private bool Meets(RateProbe probe) => probe.Latency is { } latency && latency <= goal;

    // Three significant digits: more are noise on a command line.
    private static int Digits(double step) => Math.Clamp(2 - (int)Math.Floor(Math.Log10(step)), 0, 12);
}

/// <summary>What to do next: run the client at a rate, or stop.</summary>
/// <param name="Why">For the log, one line.</param>
public abstract record RateSearchStep(string Why);

/// <summary>Run the client at this rate.</summary>
/// <param name="Rate">Requests a second.</param>
/// <param name="Why">For the log.</param>
public sealed record ProbeStep(double Rate, string Why) : RateSearchStep(Why);

/// <summary>Nothing more is to be learnt.</summary>
/// <param name="Best">The highest rate that was measured and meets the goal; null where none does.</param>
/// <param name="Why">For the log.</param>
public sealed record SearchEnd(double? Best, string Why) : RateSearchStep(Why);
