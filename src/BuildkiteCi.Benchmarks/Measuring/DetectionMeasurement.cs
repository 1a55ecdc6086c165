using System.Collections.Immutable;
using BuildkiteCi.Benchmarks.Changes;
using BuildkiteCi.Benchmarks.Metrics;

namespace BuildkiteCi.Benchmarks.Measuring;

/// <summary>Measures change detection on series with known or marked changes; every figure of the documentation comes from here.</summary>
public static class DetectionMeasurement
{
    private const int FirstLook = 10;
    private const int MostNights = 20;
    private static readonly DateOnly Start = new(2026, 1, 5);

    /// <summary>F1 and covering of one annotated series, with the settings that every series has.</summary>
    public static (double F1, double Covering, ImmutableArray<int> Found) Score(AnnotatedSeries series)
    {
        var points = Enumerable
            .Range(0, series.Values.Length)
            .Where(i => double.IsFinite(series.Values[i]))
            .Select(i => new SeriesPoint(i, Start.AddDays(i), $"c{i}", series.Values[i]));
        var found = Find([.. points]).Changes.Select(change => change.First.Row).ToImmutableArray();
        return (
            SegmentationScore.F1(series.Annotators, found),
            SegmentationScore.Covering(series.Annotators, found, series.Values.Length),
            found
        );
    }

    /// <summary>Looks at a series without a change on every night, as a build does; how often something was suspected and confirmed that
    /// was not before.</summary>
    public static (int Suspected, int Confirmed) FalseAlarms(double[] values)
    {
        var (suspected, confirmed) = (0, 0);
        var (wasSuspected, wasConfirmed) = (false, false);
        for (var nights = FirstLook; nights <= values.Length; nights++)
        {
            var found = Find(Points(values, nights));
            var (isSuspected, isConfirmed) = (found.Suspicion is not null, !found.Changes.IsEmpty);
            if (isSuspected && !wasSuspected) suspected++;
            if (isConfirmed && !wasConfirmed) confirmed++;
            (wasSuspected, wasConfirmed) = (isSuspected, isConfirmed);
        }

        return (suspected, confirmed);
    }

    /// <summary>Nights after a step until it is suspected or confirmed, and until it is confirmed; 20 where it is not by then.</summary>
    /// <param name="values">The series; it holds at least 20 points after the step.</param>
    /// <param name="step">The first point at the new level.</param>
    public static (int First, int Confirmed) Delay(double[] values, int step)
    {
        var first = MostNights;
        for (var nights = 1; nights <= MostNights; nights++)
        {
            var found = Find(Points(values, step + nights));
            var isConfirmed = found.Changes.Any(change => Math.Abs(change.First.Row - step) <= 5);
            if ((isConfirmed || found.Suspicion is not null) && first == MostNights) first = nights;
            if (isConfirmed) return (first, nights);
        }

        return (first, MostNights);
    }

    private static ImmutableArray<SeriesPoint> Points(double[] values, int count) =>
        [.. values.Take(count).Select((value, i) => new SeriesPoint(i, Start.AddDays(i), $"c{i}", 1000 * Math.Exp(value)))];

    private static SeriesChanges Find(ImmutableArray<SeriesPoint> points) =>
        ChangeDetection.Find(
            new Series(new SeriesKey("case", "v6e-1", KnownMetrics.RequestThroughput, "base"), points),
            DetectionSettings.Default
        );
}
