using BuildkiteCi.Benchmarks.Changes;
using BuildkiteCi.Benchmarks.Metrics;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Catalogue.Settings;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Benchmarks.Tests.Changes;

public sealed class WatchSettingsTests
{
    [Fact]
    public void The_last_rule_that_fits_a_series_counts_setting_by_setting()
    {
        var (watch, found) = Read("""
            benchmarks:
              smallest_change: 0.02
              watch:
                - { case: "Qwen3-*", smallest_change: 0.1 }
                - { metric: "p99_*", sensitivity: low, alerts: false }
            """);

        found.ShouldBeEmpty();
        Of(watch, "Llama", KnownMetrics.RequestThroughput).ShouldBe((0.02, Sensitivity.Normal, true));
        Of(watch, "Qwen3-4B", KnownMetrics.RequestThroughput).ShouldBe((0.1, Sensitivity.Normal, true));
        Of(watch, "Qwen3-4B", KnownMetrics.P99EndToEnd).ShouldBe((0.1, Sensitivity.Low, false));
    }

    [Theory]
    [InlineData("*", "anything", true)]
    [InlineData("a*c", "abc", true)]
    [InlineData("a*c", "ac", true)]
    [InlineData("a*b*c", "a1b2c", true)]
    [InlineData("a*b*c", "acb", false)]
    [InlineData("ab*ba", "aba", false)]
    [InlineData("abc", "abcd", false)]
    public void A_star_stands_for_any_text(string pattern, string text, bool fits) =>
        new WatchRule(pattern, "*").Fits(new SeriesKey(text, "v6e-1", KnownMetrics.RequestThroughput, "base")).ShouldBe(fits);

    [Theory]
    [InlineData("smallest_change: 5", "smallest_change")]
    [InlineData("sensitivity: extreme", "sensitivity")]
    [InlineData("smalest_change: 0.1", "smalest_change")]
    public void What_is_wrong_is_an_error_at_its_place(string line, string name)
    {
        var (_, found) = Read($"benchmarks:\n  {line}\n");

        found.ShouldHaveSingleItem().ToString().ShouldContain(name);
    }

    [Fact]
    public void A_change_that_is_smaller_than_what_is_of_interest_is_none()
    {
        var values = SimulatedSeries.Noise(new Random(3), 120, 0.005);
        for (var i = 60; i < values.Length; i++) values[i] += 0.03;
        var series = SimulatedSeries.Of("step", values, []).Series;

        ChangeDetection.Find(series, DetectionSettings.Default).Changes.Length.ShouldBe(1);
        ChangeDetection.Find(series, DetectionSettings.Default with { SmallestChange = 0.05 }).Changes.ShouldBeEmpty();
    }

    [Fact]
    public void A_higher_sensitivity_suspects_earlier_and_a_lower_one_later()
    {
        int Nights(Sensitivity sensitivity) =>
            Enumerable
                .Range(1, 12)
                .Sum(seed =>
                {
                    var values = SimulatedSeries.Noise(new Random(seed), 120, 0.02);
                    for (var i = 100; i < values.Length; i++)
                        values[i] -= 0.06;
                    return Enumerable
                        .Range(1, 20)
                        .First(nights =>
                            nights == 20
                            || ChangeDetection.Find(
                                SimulatedSeries.Of("step", values[..(100 + nights)], []).Series,
                                DetectionSettings.Default with
                                {
                                    Sensitivity = sensitivity,
                                }
                            )
                                is { Suspicion: not null }
                                    or { Changes.IsEmpty: false }
                        );
                });

        var (low, normal, high) = (Nights(Sensitivity.Low), Nights(Sensitivity.Normal), Nights(Sensitivity.High));
        high.ShouldBeLessThan(normal);
        normal.ShouldBeLessThan(low);
    }

    [Fact]
    public void A_series_that_changes_all_the_time_is_unstable_by_itself_and_no_alert()
    {
        var values = SimulatedSeries.Noise(new Random(4), 120, 0.005);
        for (var i = 60; i < values.Length; i++) values[i] += i / 8 % 2 == 0 ? 0.3 : 0;
        var found = ChangeDetection.Find(SimulatedSeries.Of("jumps", values, []).Series, DetectionSettings.Default);

        found.Unstable.ShouldNotBeNull().ShouldMatch("^unstable, [0-9]+ changes within 60 runs$");
        AlertBook.Update([], [found]).All.ShouldBeEmpty();
        ChangeEvent.Of([found]).ShouldBeEmpty();
        SeriesText.Write([("a.csv", [found])]).ShouldContain(", unstable, ");
    }

    [Fact]
    public void Runs_that_differ_by_a_quarter_on_one_level_are_unstable_and_a_step_is_not()
    {
        ChangeDetection
            .Find(SimulatedSeries.Of("wide", SimulatedSeries.Noise(new Random(6), 100, 0.3), []).Series, DetectionSettings.Default)
            .Unstable.ShouldNotBeNull()
            .ShouldStartWith("unstable, runs of the same level differ by ");
        var values = SimulatedSeries.Noise(new Random(3), 120, 0.01);
        for (var i = 60; i < values.Length; i++) values[i] -= 0.5;
        ChangeDetection.Find(SimulatedSeries.Of("step", values, []).Series, DetectionSettings.Default).Unstable.ShouldBeNull();
    }

    private static (double, Sensitivity, bool) Of(WatchSettings watch, string name, Metric metric)
    {
        var settings = watch.For(new SeriesKey(name, "v6e-1", metric, "base"));
        return (settings.SmallestChange, settings.Sensitivity, settings.Alerts);
    }

    private static (WatchSettings, List<Diagnostic>) Read(string yaml)
    {
        var found = new List<Diagnostic>();
        return (
            WatchSettings.Read(new SettingsBlock("", (YamlMapping)YamlReader.Read(new SourceFile("ci.yml", yaml)).Value!, found)),
            found
        );
    }
}
