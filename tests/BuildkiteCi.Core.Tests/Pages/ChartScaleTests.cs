using BuildkiteCi.Core.Pages;

namespace BuildkiteCi.Core.Tests.Pages;

public sealed class ChartScaleTests
{
    [Theory]
    [InlineData(0.1, 0.9)]
    [InlineData(61_000, 65_500)]
    [InlineData(7, 7)]
    [InlineData(-3, 12)]
    public void A_charts_ticks_are_round_few_and_inside(double low, double high)
    {
        var scale = ChartScale.Of([low, high]);

        scale.Ticks.Length.ShouldBeInRange(2, 7);
        scale.Ticks.ShouldAllBe(tick => tick >= scale.Low && tick <= scale.High);
        (scale.FromTop(scale.High), scale.FromTop(scale.Low)).ShouldBe((0, 1));
    }

    [Theory]
    [InlineData(11.5, 15)]
    [InlineData(10, 10)]
    [InlineData(0.3, 0.3)]
    [InlineData(61_000, 80_000)]
    [InlineData(0, 1)]
    public void A_scale_from_zero_ends_at_the_first_tick_that_holds_all_values(double highest, double top)
    {
        var scale = ChartScale.FromZero([highest / 2, highest]);

        scale.High.ShouldBe(top, 1e-9);
        (scale.Ticks[0], scale.Ticks[^1]).ShouldBe((0, scale.High));
        scale.Ticks.Length.ShouldBeInRange(3, 7);
    }
}
