using Cake.Core;

namespace Build.Tests;

/// <summary>The documented statuses, whatever the host that runs the build returns for a failure.</summary>
public sealed class ExitStatusTests : IDisposable
{
    private readonly Interruption interruption = new();

    public void Dispose() => interruption.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(255)]
    [InlineData(-1)]
    public void A_host_that_refuses_before_the_build_begins_means_wrong_usage(int host) =>
        new ExitStatus(interruption).Of(host).ShouldBe(2);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_part_that_fails_gives_its_own_status(int own)
    {
        var status = new ExitStatus(interruption);

        await Should.ThrowAsync<CakeException>(() => status.WatchAsync(() => throw new CakeException(own, "3 errors stand above")));

        status.Of(255).ShouldBe(own);
    }

    [Fact]
    public void A_part_that_breaks_gives_1()
    {
        var status = new ExitStatus(interruption);

        Should.Throw<IOException>(() => status.Watch(() => throw new IOException("disk full")));

        status.Of(255).ShouldBe(1);
    }

    [Fact]
    public void The_first_failure_counts_and_not_that_of_the_teardown_behind_it()
    {
        var status = new ExitStatus(interruption);

        Should.Throw<CakeException>(() => status.Watch(() => throw new CakeException(2, "--model-name is missing")));
        Should.Throw<IOException>(() => status.Watch(() => throw new IOException("disk full")));

        status.Of(255).ShouldBe(2);
    }

    [Fact]
    public void A_build_that_began_and_failed_for_another_reason_gives_1()
    {
        var status = new ExitStatus(interruption);
        status.Watch(() => { });

        status.Of(255).ShouldBe(1);
    }

    [Fact]
    public void A_build_that_is_done_gives_0() => new ExitStatus(interruption).Of(0).ShouldBe(0);
}
