using System.Collections.Immutable;
using BuildkiteCi.Benchmarks.Changes;
using BuildkiteCi.Benchmarks.Measuring;

namespace BuildkiteCi.Benchmarks.Tests.Changes;

public sealed class SuspicionTests
{
    private const int Nights = 200;

    public static TheoryData<string> Kinds => [.. FlatSeries.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_flat_series_that_is_looked_at_every_night_is_not_suspected(string kind)
    {
        var looks = Enumerable.Range(1, 4).Select(seed => DetectionMeasurement.FalseAlarms(FlatSeries.Of(kind, seed, Nights))).ToArray();

        looks.Sum(look => look.Suspected).ShouldBe(0);
    }

    [Theory]
    [InlineData(-0.5, 0.02, 1)]
    [InlineData(-0.1, 0.02, 3)]
    [InlineData(-0.05, 0.02, 4)]
    [InlineData(-0.05, 0.01, 3)]
    public void A_drop_is_noticed_within_a_few_nights(double size, double noise, int nights)
    {
        var delays = Enumerable
            .Range(1, 30)
            .Select(seed => DetectionMeasurement.Delay(Stepped(seed, size, noise), 100).First)
            .Order()
            .ToArray();

        delays[delays.Length / 2].ShouldBeLessThanOrEqualTo(nights);
    }

    [Fact]
    public void One_wild_night_of_a_series_that_has_them_now_and_then_is_no_suspicion()
    {
        var values = SimulatedSeries.Noise(new Random(2), 120, 0.01);
        values[30] += 0.5;
        values[119] += 0.5;

        Find(values).Suspicion.ShouldBeNull();
        values[118] += 0.5;
        values[117] += 0.5;
        Find(values).Suspicion.ShouldNotBeNull().Runs.ShouldBe(3);
    }

    [Fact]
    public void A_suspicion_names_its_runs_its_size_and_the_commits()
    {
        var values = SimulatedSeries.Noise(new Random(9), 102, 0.01);
        values[100] += 0.1;
        values[101] += 0.1;

        var suspicion = Find(values).Suspicion.ShouldNotBeNull();

        (suspicion.Runs, suspicion.First.Row, suspicion.Verdict, suspicion.LastBefore.Commit, suspicion.First.Commit).ShouldBe(
            (2, 100, ChangeVerdict.Regressed, "20260414", "20260415")
        );
        suspicion.Relative.ShouldBe(Math.Exp(0.1) - 1, 0.03);
    }

    private static SeriesChanges Find(double[] values) =>
        ChangeDetection.Find(SimulatedSeries.Of("late", values, []).Series, DetectionSettings.Default);

    private static double[] Stepped(int seed, double size, double noise)
    {
        var values = FlatSeries.Noise(new Random(seed), 120, noise, 0);
        for (var i = 100; i < values.Length; i++) values[i] += Math.Log(1 + size);
        return values;
    }
}
