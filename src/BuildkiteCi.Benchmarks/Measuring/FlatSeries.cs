using System.Collections.Immutable;

namespace BuildkiteCi.Benchmarks.Measuring;

/// <summary>Simulated series in which nothing changes, as logarithms around 0: the kinds of noise that benchmarks have. The same seed, the
/// same series.</summary>
public static class FlatSeries
{
    /// <summary>White noise of 0.5 to 3 %, correlated noise (0.4 to 0.6), heavy tails (3 to 7 % of nights 7 to 60 % off), week-ends 2 to 4
    /// % lower.</summary>
    public static readonly ImmutableArray<string> Kinds = ["white", "correlated", "heavy-tailed", "week-ends"];

    /// <summary>A series of a kind.</summary>
    public static double[] Of(string kind, int seed, int nights)
    {
        var random = new Random(seed);
        double Between(double low, double high) => low + (high - low) * random.NextDouble();
        switch (kind)
        {
            case "white": return Noise(random, nights, Between(0.005, 0.03), 0);
            case "correlated": return Noise(random, nights, Between(0.008, 0.02), Between(0.4, 0.6));
            case "week-ends":
                {
                    var (values, effect) = (Noise(random, nights, Between(0.008, 0.015), random.Next(2) == 0 ? 0 : 0.45), -Between(0.02, 0.04));
                    for (var i = 0; i < nights; i++) if (i % 7 >= 5) values[i] += effect;
                    return values;
                }

            default:
                {
                    var (values, share, isUp) = (Noise(random, nights, Between(0.01, 0.02), 0), Between(0.03, 0.07), random.Next(2) == 0);
                    for (var i = 0; i < nights; i++)
                        if (random.NextDouble() < share)
                            values[i] += Math.Log(isUp ? 1 + Between(0.07, 0.6) : 1 - Between(0.07, 0.6));
                    return values;
                }
        }
    }

    /// <summary>Noise of a standard deviation, where a night carries over this share of the night before.</summary>
    public static double[] Noise(Random random, int nights, double deviation, double correlation)
    {
        var values = new double[nights];
        for (var i = 0; i < nights; i++)
        {
            // Box and Muller.
            var normal = deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            values[i] = i == 0 ? normal : correlation * values[i - 1] + Math.Sqrt(1 - correlation * correlation) * normal;
        }

        return values;
    }
}
