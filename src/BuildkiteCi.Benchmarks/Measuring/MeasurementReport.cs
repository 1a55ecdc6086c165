using System.Globalization;
using System.Text;

namespace BuildkiteCi.Benchmarks.Measuring;

/// <summary>Writes what was measured, as tables.</summary>
public static class MeasurementReport
{
    private const int Nights = 365;
    private static readonly (double Size, double Noise)[] Steps = [(-0.5, 0.02), (-0.1, 0.02), (-0.05, 0.02), (-0.05, 0.01)];

    /// <summary>F1 and covering of each series, and their means.</summary>
    public static string Annotated(IReadOnlyList<AnnotatedSeries> all)
    {
        var scores = all.AsParallel()
            .AsOrdered()
            .Select(series => (Series: series, Score: DetectionMeasurement.Score(series)))
            .ToArray();
        var text = new StringBuilder($"{"series",-24} {"points",6} {"F1",6} {"cover",6}  found\n");
        foreach (var (series, score) in scores)
            text.Append(
                CultureInfo.InvariantCulture,
                $"{series.Name,-24} {series.Values.Length,6} {score.F1,6:0.000} {score.Covering,6:0.000}  "
                    + $"{string.Join(' ', score.Found)}\n"
            );
        if (scores.Length > 0)
            text.Append(
                CultureInfo.InvariantCulture,
                $"{"mean of " + scores.Length,-24} {"",6} {scores.Average(one => one.Score.F1),6:0.000} "
                    + $"{scores.Average(one => one.Score.Covering),6:0.000}\n"
            );
        return text.ToString();
    }

    /// <summary>False alarms on flat series that are looked at every night of a year, and how soon a step is noticed.</summary>
    /// <param name="perKind">Flat series of each kind.</param>
    public static string Simulated(int perKind)
    {
        var text = new StringBuilder($"{"flat series, a year",-24} {"series",6} {"suspected",9} {"confirmed",9}\n");
        foreach (var kind in FlatSeries.Kinds)
        {
            var looks = Enumerable
                .Range(1, perKind)
                .AsParallel()
                .Select(seed => DetectionMeasurement.FalseAlarms(FlatSeries.Of(kind, seed, Nights)))
                .ToArray();
            text.Append(
                CultureInfo.InvariantCulture,
                $"{kind,-24} {perKind,6} {looks.Sum(look => look.Suspected),9} {looks.Sum(look => look.Confirmed),9}\n"
            );
        }

        text.Append($"\n{"a step after 100 nights",-24} {"noise",6} {"first",9} {"confirmed",9}   (nights, median of {perKind})\n");
        foreach (var (size, noise) in Steps)
        {
            var delays = Enumerable
                .Range(1, perKind)
                .AsParallel()
                .Select(seed => DetectionMeasurement.Delay(Stepped(seed, size, noise), 100))
                .ToArray();
            text.Append(
                CultureInfo.InvariantCulture,
                $"{size * 100,22:+0;-0} % {noise * 100,4:0} % {Median(delays.Select(delay => delay.First)),9} "
                    + $"{Median(delays.Select(delay => delay.Confirmed)),9}\n"
            );
        }

        return text.ToString();
    }

    private static double[] Stepped(int seed, double size, double noise)
    {
        var values = FlatSeries.Noise(new Random(seed), 120, noise, 0);
        for (var i = 100; i < values.Length; i++) values[i] += Math.Log(1 + size);
        return values;
    }

    private static int Median(IEnumerable<int> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
