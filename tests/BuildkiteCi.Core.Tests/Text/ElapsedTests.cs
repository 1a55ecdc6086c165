using BuildkiteCi.Core.Text;

namespace BuildkiteCi.Core.Tests.Text;

public sealed class ElapsedTests
{
    [Theory]
    [InlineData("90", 90)]
    [InlineData("1.5s", 1.5)]
    [InlineData("250ms", 0.25)]
    [InlineData("2m", 120)]
    [InlineData("2h", 7200)]
    [InlineData("1d", 86400)]
    public void A_span_is_a_number_and_its_unit(string text, double seconds) =>
        Elapsed.Parse(text).ShouldBe(TimeSpan.FromSeconds(seconds));

    [Theory]
    [InlineData("")]
    [InlineData("h")]
    [InlineData("-1s")]
    [InlineData("1 h")]
    [InlineData("1sm")]
    [InlineData("soon")]
    [InlineData("1e9d")]
    [InlineData("99999999999d")]
    public void What_is_no_span_is_not_read_as_one(string text) => Elapsed.Parse(text).ShouldBeNull();

    [Theory]
    [InlineData(0.85, "850 ms", "00:00:00", "0:00")]
    [InlineData(12.39, "12.3 s", "00:00:12", "0:12")]
    [InlineData(125, "2 min 5 s", "00:02:05", "2:05")]
    [InlineData(3725, "1 h 2 min", "01:02:05", "1:02:05")]
    [InlineData(100_000, "27 h 46 min", "27:46:40", "27:46:40")]
    public void Spans_are_written_as_people_read_them(double seconds, string text, string clock, string watch)
    {
        var span = TimeSpan.FromSeconds(seconds);

        (Elapsed.Text(span), Elapsed.Clock(span), Elapsed.Watch(span)).ShouldBe((text, clock, watch));
    }
}
