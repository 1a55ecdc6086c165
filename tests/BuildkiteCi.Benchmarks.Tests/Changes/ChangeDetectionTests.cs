using System.Collections.Immutable;
using System.Text.Json;
using BuildkiteCi.Benchmarks.Changes;
using BuildkiteCi.Benchmarks.Metrics;
using CsCheck;

namespace BuildkiteCi.Benchmarks.Tests.Changes;

public sealed class ChangeDetectionTests(ITestOutputHelper output)
{
    private const int Seeds = 40;

    public static TheoryData<string> FamilyNames => [.. SimulatedSeries.Families.Select(family => family.Family)];

    [Theory]
    [MemberData(nameof(FamilyNames))]
    public void Simulated_series_give_nearly_every_change_and_hardly_a_false_alarm(string family)
    {
        var make = SimulatedSeries.Families.Single(known => known.Family == family).Make;
        var score = DetectionScore.Zero;
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var made = make(new Random(seed));
            score = score.Plus(DetectionScore.Of(Find(made.Series).Changes, made.Truth));
        }

        output.WriteLine($"{family,-16} {score}");
        score.Recall.ShouldBeGreaterThanOrEqualTo(0.97);
        score.FalseAlarmsPerSeries.ShouldBeLessThanOrEqualTo(0.05);
    }

    [Fact]
    public void The_sample_series_give_exactly_their_true_changes()
    {
        var total = DetectionScore.Zero;
        using var truths = JsonDocument.Parse(Samples.Source("series/truth.json").Text);
        foreach (var truth in truths.RootElement.GetProperty("series").EnumerateArray())
        {
            var series = SeriesFile.Parse(Samples.Source($"series/{truth.GetProperty("file").GetString()}"));
            series.Diagnostics.ShouldBeEmpty();
            var changes = series.Value!.Series.SelectMany(one => Find(one).Changes).ToImmutableArray();
            total = total.Plus(DetectionScore.Of(changes, [.. truth.GetProperty("change_points").EnumerateArray().Select(Truth)]));
        }

        output.WriteLine(total.ToString());
        (total.Precision, total.Recall).ShouldBe((1, 1));
    }

    [Fact]
    public void A_change_says_both_levels_the_interval_and_the_commits_on_both_sides()
    {
        var made = Step(0.05, seed: 3);

        var change = Find(made.Series).Changes.ShouldHaveSingleItem();

        (change.First.Row, change.Before.Count, change.After.Count, change.Direction, change.Verdict).ShouldBe(
            (60, 60, 40, Direction.Up, ChangeVerdict.Regressed)
        );
        (change.LastBefore.Commit, change.First.Commit).ShouldBe(("20260305", "20260306"));
        change.Relative.ShouldBe(Math.Exp(0.05) - 1, 0.01);
        change.RelativeLow.ShouldBeLessThan(change.Relative);
        change.RelativeHigh.ShouldBeGreaterThan(change.Relative);
        change.FalseAlarm.ShouldBeLessThan(1e-6);
    }

    [Theory]
    [InlineData("request_throughput", "req/s", ChangeVerdict.Improved)]
    [InlineData("p99_e2el_ms", "ms", ChangeVerdict.Regressed)]
    [InlineData("output_token_throughput", "tok/s", ChangeVerdict.Improved)]
    [InlineData("completed", "", ChangeVerdict.Moved)]
    [InlineData("cache_match_count", "", ChangeVerdict.Moved)]
    [InlineData("images_throughput", "images/s", ChangeVerdict.Moved)]
    [InlineData("word_perplexity,none", "x", ChangeVerdict.Regressed)]
    public void The_metric_tells_whether_more_is_better(string name, string unit, ChangeVerdict verdict)
    {
        var series = Step(0.05, seed: 3).Series;
        var metric = KnownMetrics.Of(name, unit);

        Find(series with { Key = series.Key with { Metric = metric } }).Changes.ShouldHaveSingleItem().Verdict.ShouldBe(verdict);
    }

    [Fact]
    public void Three_bad_nights_are_outliers_and_four_are_a_change_and_its_recovery()
    {
        static SimulatedSeries Dip(int nights)
        {
            var values = SimulatedSeries.Noise(new Random(5), 80, 0.01);
            for (var i = 40; i < 40 + nights; i++) values[i] -= 0.1;
            return SimulatedSeries.Of("dip", values, []);
        }

        Find(Dip(3).Series).Changes.ShouldBeEmpty();
        Find(Dip(4).Series)
            .Changes.Select(change => (change.First.Row, change.Direction))
            .ShouldBe([(40, Direction.Down), (44, Direction.Up)]);
    }

    [Fact]
    public void Several_runs_of_one_night_are_never_parted()
    {
        // The night's first two runs are of the old level, as if the machine had been slow: the change is between nights all the same.
        var values = SimulatedSeries.Noise(new Random(7), 60, 0.005);
        for (var i = 32; i < 60; i++) values[i] += 0.1;

        var change = Find(
            SimulatedSeries.Of("runs", values, [], i => new DateOnly(2026, 1, 1).AddDays(i is >= 30 and < 34 ? 30 : i)).Series
        )
            .Changes.ShouldHaveSingleItem();

        change.First.Row.ShouldBeOneOf(30, 34);
    }

    [Fact]
    public void A_series_of_nine_points_says_nothing_and_one_of_copied_values_no_change()
    {
        Find(SimulatedSeries.Of("short", [0, 0, 0, 0, 0, 1, 1, 1, 1], []).Series).HasEnoughData.ShouldBeFalse();
        Find(SimulatedSeries.Of("copied", new double[50], []).Series).Changes.ShouldBeEmpty();
    }

    [Fact]
    public void A_step_of_a_creeping_series_is_found_beside_the_drift()
    {
        var values = SimulatedSeries.Noise(new Random(4), 160, 0.01);
        for (var i = 0; i < values.Length; i++) values[i] += 0.15 * i / values.Length + (i >= 90 ? -0.08 : 0);

        var found = Find(SimulatedSeries.Of("drift", values, []).Series);

        found.Drifts.ShouldBeTrue();
        var change = found.Changes.ShouldHaveSingleItem();
        (change.Kind, change.Direction).ShouldBe((ChangeKind.Step, Direction.Down));
        change.First.Row.ShouldBeInRange(88, 92);
        change.Relative.ShouldBe(Math.Exp(-0.08) - 1, 0.02);
    }

    [Fact]
    public void A_level_that_comes_back_is_recognised_and_the_series_stands_where_it_was()
    {
        var values = SimulatedSeries.Noise(new Random(6), 120, 0.01);
        for (var i = 50; i < 80; i++) values[i] += 0.1;

        var found = Find(SimulatedSeries.Of("return", values, []).Series);

        found.Changes.Select(change => (change.First.Row, change.IsReturn)).ShouldBe([(50, false), (80, true)]);
        found.Standing.Verdict.ShouldBe(ChangeVerdict.Unchanged);
    }

    [Fact]
    public void A_creeping_series_drifts_and_has_no_change()
    {
        var values = SimulatedSeries.Noise(new Random(11), 180, 0.01);
        for (var i = 0; i < values.Length; i++) values[i] += 0.12 * i / values.Length;

        var found = Find(SimulatedSeries.Of("drift", values, []).Series);

        (found.Drifts, found.Changes.Length, found.Levels.Length).ShouldBe((true, 0, 1));
    }

    [Fact]
    public void Values_of_both_signs_and_zeros_are_taken_as_they_are()
    {
        var values = SimulatedSeries.Noise(new Random(13), 60, 1);
        var points = values.Select(
            (value, i) => new SeriesPoint(i, new DateOnly(2026, 1, 1).AddDays(i), $"c{i}", i < 30 ? value : value + 10)
        );

        Find(new Series(Step(0, 1).Series.Key, [.. points])).Changes.ShouldHaveSingleItem().First.Row.ShouldBe(30);
    }

    [Fact]
    public void The_unit_of_the_values_changes_nothing() =>
        Gen.Select(Gen.Int[1, 1000], Gen.Double[1e-3, 1e6])
            .Sample(
                (seed, factor) =>
                {
                    var series = Step(0.04, seed).Series;
                    var scaled = series with { Points = [.. series.Points.Select(point => point with { Value = point.Value * factor })] };
                    return Find(series)
                        .Changes.Select(change => change.First.Row)
                        .SequenceEqual(Find(scaled).Changes.Select(change => change.First.Row));
                },
                iter: 200
            );

    [Fact]
    public void The_split_into_levels_is_the_best_of_all_splits() =>
        Gen.Select(Gen.Double[-1, 1].Array[8, 12], Gen.Double[0.05, 1])
            .Sample(
                (values, price) =>
                {
                    var may = Enumerable.Repeat(true, values.Length + 1).ToArray();
                    return Math.Abs(
                            Cost(values, Partition.Best(values, may, 2, price), price)
                                - AllSplits(values, 2).Min(cuts => Cost(values, cuts, price))
                        ) < 1e-9;
                },
                iter: 200
            );

    private static double Cost(double[] values, ImmutableArray<int> cuts, double price)
    {
        int[] bounds = [0, .. cuts, values.Length];
        return price * cuts.Length + bounds.Zip(bounds.Skip(1), (from, to) =>
        {
            var mean = values[from..to].Average();
            return values[from..to].Sum(value => (value - mean) * (value - mean));
        }).Sum();
    }

    private static IEnumerable<ImmutableArray<int>> AllSplits(double[] values, int shortest) =>
        Enumerable.Range(0, 1 << (values.Length - 1))
            .Select(bits => Enumerable.Range(1, values.Length - 1).Where(cut => (bits >> (cut - 1) & 1) == 1).ToImmutableArray())
            .Where(cuts => cuts.Prepend(0).Zip(cuts.Append(values.Length), (from, to) => to - from).All(length => length >= shortest));

    private static SimulatedSeries Step(double size, int seed)
    {
        var values = SimulatedSeries.Noise(new Random(seed), 100, 0.01);
        for (var i = 60; i < values.Length; i++) values[i] += size;
        return SimulatedSeries.Of("step", values, []);
    }

    private static SeriesChanges Find(Series series) => ChangeDetection.Find(series, DetectionSettings.Default);

    private static (int, int, Direction) Truth(JsonElement point) =>
        (point.GetProperty("index").GetInt32(), point.GetProperty("tolerance_points").GetInt32(),
            point.GetProperty("direction").GetString() == "up" ? Direction.Up : Direction.Down);
}
