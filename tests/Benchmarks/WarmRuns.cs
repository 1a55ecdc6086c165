using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Benchmarks;

/// <summary>For work of half a second that is measured warm: so many warm-ups that nothing is compiled any more, then ten runs, in this
/// process.</summary>
public sealed class WarmRuns : ManualConfig
{
    public WarmRuns() => AddJob(Job.Default
        .WithToolchain(new InProcessEmitToolchain(timeout: TimeSpan.FromMinutes(10), logOutput: true))
        .WithStrategy(RunStrategy.Monitoring)
        .WithWarmupCount(20)
        .WithIterationCount(10));
}
