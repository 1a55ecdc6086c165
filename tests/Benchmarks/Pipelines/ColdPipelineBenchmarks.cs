using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Core;
using BuildkiteCi.Pipelines.Checks;
using BuildkiteCi.Pipelines.Interpolation;

namespace Benchmarks.Pipelines;

/// <summary>The same work as the first thing that a process does, which is what somebody at a terminal waits for.</summary>
[SimpleJob(RunStrategy.ColdStart, launchCount: 10, iterationCount: 1, invocationCount: 1)]
public class ColdPipelineBenchmarks
{
    private ImmutableArray<SourceFile> files;

    /// <summary>Files; 99 is the real catalogue.</summary>
    [Params(CatalogueFiles.RealCount)]
    public int Count { get; set; }

    [GlobalSetup]
    public void Prepare() => files = CatalogueFiles.Make(Count);

    [Benchmark(Description = "read, interpolate, check, both generations")]
    public int BothGenerations() => Fleet.BuiltIn.Generations.Sum(generation => PipelineValidation.Of(files, new CheckScope
    {
        Queues = [.. Fleet.BuiltIn.Queues],
        OtherKeys = ["build_docker"],
        Variables = Variables.Of(generation.Variables),
    }).Length);
}
