using BuildkiteCi.Benchmarks.Changes;
using BuildkiteCi.Benchmarks.Measuring;

namespace BuildkiteCi.Benchmarks.Tests.Changes;

public sealed class ChangeLocationTests
{
    // On quiet days nothing is merged: every third night repeats the commit before.
    [Fact]
    public void Planted_changes_lie_between_the_runs_that_are_named_and_seldom_in_the_same_code()
    {
        var (found, right, sameCode) = (0, 0, 0);
        for (var seed = 1; seed <= 120; seed++)
        {
            var random = new Random(seed);
            var (values, at) = (FlatSeries.Noise(random, 120, 0.01 + 0.01 * random.NextDouble(), 0), 60 + random.Next(6) * 3);
            for (var i = at; i < values.Length; i++) values[i] += Math.Log(0.95);
            var series = SimulatedSeries.Of("planted", values, []).Series;
            series = series with
            {
                Points = [.. series.Points.Select((point, i) => point with { Commit = $"c{(i % 3 == 1 ? i - 1 : i):000}" })],
            };

            foreach (var change in ChangeDetection.Find(series, DetectionSettings.Default).Changes)
            {
                found++;
                if (change.Location.LastGood.Row < at && at <= change.Location.FirstBad.Row) right++;
                if (change.Suspects.IsEmpty) sameCode++;
            }
        }

        found.ShouldBeGreaterThanOrEqualTo(115);
        ((double)right / found).ShouldBeGreaterThanOrEqualTo(0.93);
        sameCode.ShouldBeLessThanOrEqualTo(2);
    }

    [Fact]
    public void A_clear_change_leaves_one_place_and_an_unclear_one_several()
    {
        Location(0.2).Places.ShouldBe(1);
        Location(0.02).Places.ShouldBeGreaterThan(2);
    }

    private static ChangeLocation Location(double size)
    {
        var values = SimulatedSeries.Noise(new Random(12), 200, 0.015);
        for (var i = 100; i < values.Length; i++) values[i] += size;
        return ChangeDetection
            .Find(SimulatedSeries.Of("step", values, []).Series, DetectionSettings.Default)
            .Changes.ShouldHaveSingleItem()
            .Location;
    }
}
