using System.Collections.Immutable;
using BuildkiteCi.Benchmarks.Changes;

namespace BuildkiteCi.Benchmarks.Tests.Changes;

public sealed class AlertBookTests
{
    private static readonly Acknowledgement Known = new(
        "amy",
        "more checks in the sampler",
        new DateTimeOffset(2026, 3, 10, 8, 0, 0, TimeSpan.Zero)
    );

    [Fact]
    public void A_regression_is_told_once_however_many_runs_see_it()
    {
        var book = AlertBook.Update([], [Found(70)]);
        var news = new List<int> { book.News.Length };
        for (var nights = 71; nights <= 100; nights++)
        {
            book = AlertBook.Update(book.All, [Found(nights)]);
            news.Add(book.News.Length);
        }

        news.Sum().ShouldBe(1);
        (book.All.ShouldHaveSingleItem().State, book.All[0].FirstCommit).ShouldBe((AlertState.Open, "20260306"));
    }

    [Fact]
    public void A_change_whose_first_point_moves_by_a_point_stays_the_same_alert()
    {
        var moved = AlertBook.Update([], [Found(90)]).All[0] with { FirstCommit = "20260308", Date = new DateOnly(2026, 3, 8) };

        AlertBook.Update([moved], [Found(90)]).News.ShouldBeEmpty();
    }

    [Fact]
    public void An_acknowledged_regression_stays_quiet()
    {
        var alert = AlertBook.Update([], [Found(80)]).All[0].Acknowledge(Known);

        var book = AlertBook.Update([alert], [Found(100)]);

        (book.News.Length, book.All[0].State, book.All[0].Acknowledgement).ShouldBe((0, AlertState.Acknowledged, Known));
    }

    [Fact]
    public void A_level_that_comes_back_closes_the_alert_and_says_so_once()
    {
        var open = AlertBook.Update([], [Found(80)]).All;

        var first = AlertBook.Update(open, [Found(100, recovery: 80)]);
        var second = AlertBook.Update(first.All, [Found(101, recovery: 80)]);

        (first.News.ShouldHaveSingleItem().State, second.News.Length).ShouldBe((AlertState.Recovered, 0));
    }

    [Fact]
    public void A_change_that_later_nights_do_not_bear_out_fades_and_says_so_once()
    {
        var open = AlertBook.Update([], [Found(80)]).All;
        var quiet = Found(100) with { Changes = [] };

        var first = AlertBook.Update(open, [quiet]);

        first.News.ShouldHaveSingleItem().State.ShouldBe(AlertState.Faded);
        AlertBook.Update(first.All, [quiet]).News.ShouldBeEmpty();
    }

    [Fact]
    public void A_regression_that_was_over_before_it_was_seen_is_no_news() =>
        AlertBook.Update([], [Found(120, recovery: 80)]).News.ShouldBeEmpty();

    [Fact]
    public void A_suspicion_is_told_once_and_once_more_when_it_is_confirmed()
    {
        var book = AlertBook.Update([], [Found(60)]);
        var news = new List<AlertState>();
        for (var nights = 61; nights <= 90; nights++)
        {
            book = AlertBook.Update(book.All, [Found(nights)]);
            news.AddRange(book.News.Select(alert => alert.State));
        }

        news.ShouldBe([AlertState.Suspected, AlertState.Open]);
        book.All.Length.ShouldBe(1);
    }

    [Fact]
    public void A_suspicion_that_later_runs_do_not_confirm_fades()
    {
        var suspected = AlertBook.Update([], [Found(62)]).All;
        suspected.ShouldHaveSingleItem().State.ShouldBe(AlertState.Suspected);

        AlertBook
            .Update(suspected, [Found(100) with { Changes = [], Suspicion = null }])
            .News.ShouldHaveSingleItem()
            .State.ShouldBe(AlertState.Faded);
    }

    [Fact]
    public void An_improvement_is_no_alert()
    {
        var found = Found(100, size: -0.08);

        found.Changes.ShouldHaveSingleItem();
        AlertBook.Update([], [found]).All.ShouldBeEmpty();
    }

    [Fact]
    public void Over_many_series_a_weak_change_is_dropped_and_a_clear_one_kept()
    {
        var clear = Found(100);
        var weak = clear with { Changes = [clear.Changes[0] with { FalseAlarm = 0.009 }] };
        var none = Enumerable.Repeat(clear with { Changes = ImmutableArray<Change>.Empty }, 98);

        FalseDiscovery.Limit([clear, weak, .. none], 0.05).Sum(series => series.Changes.Length).ShouldBe(1);
        FalseDiscovery.Limit([weak], 0.05).Sum(series => series.Changes.Length).ShouldBe(1);
    }

    // From night 60 on the latency is higher, until it recovers.
    private static SeriesChanges Found(int nights, double size = 0.08, int recovery = int.MaxValue)
    {
        var values = SimulatedSeries.Noise(new Random(17), 140, 0.01)[..nights];
        for (var i = 60; i < Math.Min(nights, recovery); i++) values[i] += size;
        return ChangeDetection.Find(SimulatedSeries.Of("step", values, []).Series, DetectionSettings.Default);
    }
}
