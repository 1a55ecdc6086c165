using System.Collections.Immutable;
using BuildkiteCi.Benchmarks.Changes;
using BuildkiteCi.Benchmarks.Metrics;

namespace BuildkiteCi.Benchmarks.Tests.Changes;

/// <summary>A series that was made up, and where its level truly changed.</summary>
internal sealed record SimulatedSeries(string Family, Series Series, ImmutableArray<(int Index, int Tolerance, Direction Direction)> Truth)
{
    public delegate SimulatedSeries Maker(Random random);

    /// <summary>The kinds of series that a history holds; every one is made of a seed and of nothing else.</summary>
    public static ImmutableArray<(string Family, Maker Make)> Families { get; } =
    [
        ("white noise", random => Of("white noise", Noise(random, Count(random, 100, 400), Between(random, 0.005, 0.03)), [])),
        ("accuracy", Accuracy),
        ("heavy tails", HeavyTails),
        ("one step", random => Steps(random, "one step", 1, (0.03, 0.10), (0.01, 0.02))),
        ("several steps", random => Steps(random, "several steps", random.Next(4, 7), (0.04, 0.10), (0.01, 0.016))),
        ("small step", random => Steps(random, "small step", 1, (0.02, 0.02), (0.005, 0.005))),
        ("dip", Dip),
        ("variance", Variance),
        (
            "correlated",
            random =>
                Of("correlated", Correlated(random, Count(random, 150, 300), Between(random, 0.008, 0.02), Between(random, 0.4, 0.6)), [])
        ),
        ("weekdays", Weekdays),
        ("two machines", TwoMachines),
        ("drift", Drift),
        ("missing nights", MissingNights),
        ("short", random => Of("short", Noise(random, 8, 0.02), [])),
    ];

    public static SimulatedSeries Of(
        string family,
        double[] logs,
        ImmutableArray<(int, int, Direction)> truth,
        Func<int, DateOnly>? date = null
    )
    {
        var start = new DateOnly(2026, 1, 5);
        var points = logs.Select((value, i) =>
        {
            var night = date?.Invoke(i) ?? start.AddDays(i);
            return new SeriesPoint(i, night, $"{night:yyyyMMdd}", 1000 * Math.Exp(value));
        });
        return new SimulatedSeries(
            family,
            new Series(new SeriesKey("case", "v6e-1", KnownMetrics.P99EndToEnd, "base"), [.. points]),
            truth
        );
    }

    public static double[] Noise(Random random, int count, double deviation) =>
        [.. Enumerable.Range(0, count).Select(_ => deviation * Normal(random))];

    private static int Count(Random random, int from, int to) => random.Next(from, to + 1);

    private static double Between(Random random, double from, double to) => from + (to - from) * random.NextDouble();

    // Box and Muller.
    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static double Sign(Random random) => random.Next(2) == 0 ? 1 : -1;

    private static SimulatedSeries Accuracy(Random random)
    {
        var questions = random.Next(2) == 0 ? 1319 : 400;
        var p = Between(random, 0.6, 0.85);
        return Of(
            "accuracy",
            [
                .. Enumerable
                    .Range(0, Count(random, 100, 250))
                    .Select(_ => Math.Log(Enumerable.Range(0, questions).Count(_ => random.NextDouble() < p) / (double)questions)),
            ],
            []
        );
    }

    private static SimulatedSeries HeavyTails(Random random)
    {
        var share = Between(random, 0.03, 0.07);
        var values = Noise(random, Count(random, 150, 300), Between(random, 0.01, 0.02));
        for (var i = 0; i < values.Length; i++)
        {
            if (random.NextDouble() < share) values[i] += Math.Log(1 + Between(random, 0.07, 0.6));
        }

        return Of("heavy tails", values, []);
    }

    private static SimulatedSeries Steps(
        Random random,
        string family,
        int steps,
        (double From, double To) size,
        (double From, double To) noise
    )
    {
        var gaps = Enumerable.Range(0, steps + 1).Select(_ => random.Next(40, 75)).ToArray();
        var values = Noise(random, gaps.Sum(), Between(random, noise.From, noise.To));
        var truth = ImmutableArray.CreateBuilder<(int, int, Direction)>();
        var at = 0;
        for (var step = 0; step < steps; step++)
        {
            at += gaps[step];
            var move = Sign(random) * Between(random, size.From, size.To);
            for (var i = at; i < values.Length; i++) values[i] += Math.Log(1 + move);
            truth.Add((at, 3, move > 0 ? Direction.Up : Direction.Down));
        }

        return Of(family, values, truth.ToImmutable());
    }

    private static SimulatedSeries Dip(Random random)
    {
        var noise = Between(random, 0.008, 0.016);
        var values = Noise(random, Count(random, 120, 220), noise);
        var at = random.Next(30, values.Length - 40);
        var move = Sign(random) * Between(random, 7, 10) * noise;
        for (var i = at; i < at + 4; i++) values[i] += move;
        var down = move > 0 ? (Direction.Up, Direction.Down) : (Direction.Down, Direction.Up);
        return Of("dip", values, [(at, 1, down.Item1), (at + 4, 1, down.Item2)]);
    }

    private static SimulatedSeries Variance(Random random)
    {
        var values = Noise(random, Count(random, 150, 250), Between(random, 0.005, 0.01));
        var factor = Between(random, 3, 5);
        for (var i = values.Length / 2; i < values.Length; i++) values[i] *= factor;
        return Of("variance", values, []);
    }

    private static double[] Correlated(Random random, int count, double deviation, double correlation)
    {
        var values = new double[count];
        for (var i = 0; i < count; i++)
        {
            values[i] =
                i == 0
                    ? deviation * Normal(random)
                    : correlation * values[i - 1] + deviation * Math.Sqrt(1 - correlation * correlation) * Normal(random);
        }

        return values;
    }

    private static SimulatedSeries Weekdays(Random random)
    {
        var values =
            random.Next(2) == 0
                ? Noise(random, Count(random, 150, 250), Between(random, 0.008, 0.015))
                : Correlated(random, Count(random, 150, 250), Between(random, 0.008, 0.015), 0.45);
        var effect = -Between(random, 0.02, 0.04);
        for (var i = 0; i < values.Length; i++)
        {
            if (i % 7 >= 5) values[i] += effect;
        }

        return Of("weekdays", values, []);
    }

    private static SimulatedSeries TwoMachines(Random random)
    {
        var values = Noise(random, Count(random, 150, 250), Between(random, 0.008, 0.02));
        var (slower, share) = (Between(random, 0.03, 0.05), Between(random, 0.3, 0.4));
        for (var i = 0; i < values.Length; i++)
        {
            if (random.NextDouble() < share) values[i] += slower;
        }

        return Of("two machines", values, []);
    }

    private static SimulatedSeries Drift(Random random)
    {
        var values = Noise(random, Count(random, 150, 200), Between(random, 0.01, 0.015));
        var total = Between(random, 0.05, 0.15);
        for (var i = 0; i < values.Length; i++) values[i] += total * i / values.Length;
        return Of("drift", values, []);
    }

    private static SimulatedSeries MissingNights(Random random)
    {
        var nights = new List<int>();
        var night = 0;
        while (nights.Count < 220)
        {
            night += random.NextDouble() < 0.12 ? random.Next(2, 10) : 1;
            for (var runs = random.NextDouble() < 0.1 ? random.Next(2, 5) : 1; runs > 0; runs--) nights.Add(night);
        }

        var values = Noise(random, nights.Count, Between(random, 0.01, 0.015));
        var at = nights.FindIndex(80, n => n != nights[79]);
        var move = Sign(random) * Between(random, 0.05, 0.09);
        for (var i = at; i < values.Length; i++) values[i] += Math.Log(1 + move);
        return Of(
            "missing nights",
            values,
            [(at, 3, move > 0 ? Direction.Up : Direction.Down)],
            i => new DateOnly(2026, 1, 5).AddDays(nights[i])
        );
    }
}
