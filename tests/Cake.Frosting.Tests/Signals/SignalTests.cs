using System.Diagnostics;
using System.Runtime.InteropServices;
using Cake.Core.Configuration;
using Cake.Frosting.Internal;

namespace Cake.Frosting.Tests.Signals;

/// <summary>A real build, ended by a real signal.</summary>
public sealed class SignalTests
{
    private const string Asked = "--settings_endonsignals=true";

    /// <summary>Starts the build, sends the signal when its task runs, and waits for its end.</summary>
    private static async Task<(int Status, string[] Output, string Error)> RunAndSignalAsync(string signal, params string[] arguments)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no such signals");
        var start = new ProcessStartInfo(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "FrostingDummy.dll"), "--verbosity=Quiet", .. arguments]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var build = Process.Start(start)!;
        var error = build.StandardError.ReadToEndAsync();
        var output = new List<string>();
        while (await build.StandardOutput.ReadLineAsync() is { } line)
        {
            output.Add(line);
            if (line != "running") continue;
            using var kill = Process.Start("kill", [$"-{signal}", $"{build.Id}"]);
            await kill.WaitForExitAsync();
        }

        await build.WaitForExitAsync();
        // Behind an empty line comes Cake's report.
        return (build.ExitCode, [.. output.TakeWhile(line => line.Length > 0)], await error);
    }

    [Theory]
    [InlineData("TERM", "SIGTERM", 143)]
    [InlineData("INT", "SIGINT", 130)]
    public async Task A_signal_ends_the_task_runs_the_teardown_once_and_gives_the_status(string signal, string name, int status)
    {
        var ran = await RunAndSignalAsync(signal, Asked, "--target=WaitTask");

        ran.Output.ShouldBe(["setup", "running", "cleaned up", $"teardown, Task 'WaitTask' was ended by {name}"]);
        ran.Error.ShouldEndWith($"Error: Task 'WaitTask' was ended by {name}\n");
        ran.Status.ShouldBe(status);
    }

    [Theory]
    [InlineData(PosixSignal.SIGINT)]
    [InlineData(PosixSignal.SIGTERM)]
    public void A_build_that_ends_as_soon_as_its_token_is_cancelled_ends_well(PosixSignal signal)
    {
        var interruption = new Interruption(new CakeConfiguration(new Dictionary<string, string>()));
        using var registration = interruption.Token.Register(interruption.Dispose);

        Should.NotThrow(() => interruption.Come(new PosixSignalContext(signal)));

        interruption.Name.ShouldBe($"{signal}");
    }

    [Fact]
    public async Task A_process_that_a_task_waits_for_is_ended_with_it()
    {
        var ran = await RunAndSignalAsync("TERM", Asked, "--target=ProcessTask");

        ran.Output.ShouldBe(["setup", "running", "the process has ended", "teardown, Task 'ProcessTask' was ended by SIGTERM"]);
        ran.Status.ShouldBe(143);
    }

    [Fact]
    public async Task A_task_that_never_looks_up_is_left_behind()
    {
        var ran = await RunAndSignalAsync("TERM", Asked, "--target=BlockTask");

        ran.Output.ShouldBe(["setup", "running", "teardown, Task 'BlockTask' was ended by SIGTERM"]);
        ran.Status.ShouldBe(143);
    }

    [Fact]
    public async Task A_task_that_may_fail_does_not_let_an_interrupted_build_go_on()
    {
        var ran = await RunAndSignalAsync("TERM", Asked, "--target=AfterForgivenTask");

        ran.Output.ShouldBe(["setup", "running", "teardown, Task 'ForgivenTask' was ended by SIGTERM"]);
        ran.Status.ShouldBe(143);
    }

    [Fact]
    public async Task A_build_that_did_not_ask_for_it_ends_at_once()
    {
        var ran = await RunAndSignalAsync("TERM", "--target=BlockTask");

        ran.Output.ShouldBe(["setup", "running"]);
        ran.Status.ShouldBe(143);
    }

    [Fact]
    public async Task A_run_that_no_signal_ends_has_its_own_status()
    {
        var ran = await RunAndSignalAsync("0", Asked, "--target=PassTask");

        ran.Output.ShouldBe(["setup", "running", "teardown, good"]);
        ran.Status.ShouldBe(0);
    }
}
