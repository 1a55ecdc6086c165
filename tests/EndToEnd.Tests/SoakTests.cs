namespace EndToEnd.Tests;

/// <summary>A few builds of <c>tests/Soak/soak.sh</c>; in full it runs by hand.</summary>
[Collection(CloneCollection.Name)]
public sealed class SoakTests(Clone clone) : IAsyncLifetime
{
    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await clone.ResetAsync();

    [Fact]
    public async Task Builds_in_which_things_go_wrong_lose_nothing_and_leave_nothing()
    {
        // A kill, a TERM, two runs at once, and a clock that is set.
        var run = await clone.RunAsync(Path.Combine(clone.Root, "tests/Soak/soak.sh"), "4", "0");

        run.ExitCode.ShouldBe(0, run.StandardError);
        run.StandardOutput.ShouldStartWith("4 builds, 0 problems, seed 0;");
    }
}
