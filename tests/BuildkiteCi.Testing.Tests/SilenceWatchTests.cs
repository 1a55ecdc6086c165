using Microsoft.Extensions.Time.Testing;

namespace BuildkiteCi.Testing.Tests;

public sealed class SilenceWatchTests
{
    [Fact]
    public void Silence_is_spoken_of_after_each_while_and_a_line_ends_it()
    {
        var time = new FakeTimeProvider();
        var said = new List<TimeSpan>();
        using var watch = new SilenceWatch(TimeSpan.FromMinutes(10), time, said.Add);

        time.Advance(TimeSpan.FromMinutes(9));
        watch.Heard();
        time.Advance(TimeSpan.FromMinutes(9));
        said.ShouldBeEmpty();
        time.Advance(TimeSpan.FromMinutes(1));
        time.Advance(TimeSpan.FromMinutes(10));

        said.ShouldBe([TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(20)]);
    }
}
