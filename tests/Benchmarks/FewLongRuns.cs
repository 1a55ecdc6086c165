using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Benchmarks;

/// <summary>For work that takes seconds: a warm-up and three runs, in this process, so that nothing is compiled beside it.</summary>
public sealed class FewLongRuns : ManualConfig
{
    public FewLongRuns() => AddJob(Job.Default
        .WithToolchain(new InProcessEmitToolchain(timeout: TimeSpan.FromMinutes(10), logOutput: true))
        .WithStrategy(RunStrategy.Monitoring)
        .WithWarmupCount(1)
        .WithIterationCount(3));
}
