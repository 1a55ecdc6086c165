using System.Diagnostics;

namespace Build.Tests.Tasks;

/// <summary>What becomes of a benchmark whose build is ended: by anybody who cancels the job, or by the machine.</summary>
public sealed class BenchmarkKillTests
{
    [Theory(Timeout = 300_000)]
    [InlineData("host", "TERM")]
    [InlineData("host", "KILL")]
    [InlineData("docker", "TERM")]
    [InlineData("docker", "KILL")]
    public async Task Nothing_survives_a_kill(string runner, string signal)
    {
        var stop = TestContext.Current.CancellationToken;
        using var place = new BenchmarkPlace(("STAND_IN_CLIENT", "hang"));
        using var run = place.Workplace.Started("Benchmark", BenchmarkPlace.Options(runner));
        string? line;
        do line = await run.StandardOutput.ReadLineAsync(stop);
        while (line?.Contains("Starting main benchmark run", StringComparison.Ordinal) == false);
        place.ServerProcesses.Length.ShouldBe(3, "the run ended too early");

        using var kill = Process.Start("kill", [$"-{signal}", $"{run.Id}"]);
        await run.WaitForExitAsync(stop);

        // Where the build was killed, those that it started have to notice.
        while (place.ServerProcesses.Any(ProcessTable.Runs) || place.Containers.Length > 0) await Task.Delay(50, stop);
        run.ExitCode.ShouldNotBe(0);
    }
}
