using BuildkiteCi.Benchmarks.Metrics;
using BuildkiteCi.Benchmarks.Search;

namespace BuildkiteCi.Benchmarks.Tests.Search;

/// <summary>A server whose latency rises with the rate as a queue's does, with noise that a seed decides.</summary>
/// <param name="capacity">Requests a second that it sustains.</param>
/// <param name="floor">Latency of a request that is alone, in seconds.</param>
/// <param name="knee">How early the latency rises: small is late.</param>
/// <param name="noise">Standard deviation of the logarithm of a run's latency.</param>
/// <param name="seed">Of the noise.</param>
internal sealed class SimulatedServer(double capacity, double floor, double knee, double noise, int seed)
{
    private readonly Random random = new(seed);

    /// <summary>Runs of these numbers (from 0, the first run) take four times as long.</summary>
    public HashSet<int> Hiccups { get; init; } = [];

    public int Runs { get; private set; }

    /// <summary>The latency without noise, in seconds.</summary>
    public double Truth(double rate)
    {
        var share = Math.Min(rate / capacity, 1.2);
        // A run has an end, so that the queue of an overloaded server is long and not endless.
        return floor * (1 + knee * share / Math.Max(1 - share, 0.02) + 20 * Math.Max(0, share - 1));
    }

    public RateProbe Run(double rate)
    {
        var hiccup = Hiccups.Contains(Runs) ? 4 : 1;
        Runs++;
        var seconds = Truth(double.IsInfinity(rate) ? capacity * 1.2 : rate) * hiccup * Math.Exp(noise * Normal());
        var metrics = new RunMetrics([new(KnownMetrics.RequestThroughput, Math.Min(rate, capacity))]);
        return new RateProbe(rate, TimeSpan.FromSeconds(seconds), metrics);
    }

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
