using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Core;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Pipelines.Checks;
using BuildkiteCi.Pipelines.Interpolation;
using BuildkiteCi.Pipelines.Yaml;

namespace Benchmarks.Pipelines;

/// <summary>The phases that a pipeline file goes through, each over the whole catalogue of one generation, and all of them
/// together.</summary>
[Config(typeof(Columns))]
[MemoryDiagnoser]
public class PipelineBenchmarks
{
    private static readonly ImmutableArray<SourceFile> Files = CatalogueFiles.Make(CatalogueFiles.RealCount);
    private static readonly CheckScope Scope = new()
    {
        Queues = [.. Fleet.BuiltIn.Queues],
        OtherKeys = ["build_docker"],
        Variables = Variables.Of(Fleet.BuiltIn.Generations[0].Variables),
    };

    private ImmutableArray<YamlNode> roots;
    private ImmutableArray<PipelineDocument> parsed;
    private ImmutableArray<PipelineDocument> interpolated;

    [GlobalSetup]
    public void Prepare()
    {
        roots = [.. Files.Select(file => YamlReader.Read(file).Value!)];
        parsed = [.. roots.Zip(Files, (root, file) => PipelineDocument.Parse(root, file.Path).Value!)];
        interpolated = [.. parsed.Select(document => document.Interpolate(Scope.Variables).Value!)];
    }

    [Benchmark(Description = "YAML to nodes")]
    public int ReadYaml() => Files.Sum(file => YamlReader.Read(file).Diagnostics.Length);

    [Benchmark(Description = "nodes to steps")]
    public int Parse() => roots.Sum(root => PipelineDocument.Parse(root, "a.yml").Diagnostics.Length);

    [Benchmark(Description = "interpolate")]
    public int Interpolate() => parsed.Sum(document => document.Interpolate(Scope.Variables).Diagnostics.Length);

    [Benchmark(Description = "check")]
    public int Check() => PipelineChecks.Of(interpolated, Scope).Length;

    [Benchmark(Description = "write YAML")]
    public int WriteYaml() => interpolated.Sum(document => document.ToYaml().Length);

    [Benchmark(Description = "write JSON")]
    public int WriteJson() => interpolated.Sum(document => document.ToJson().Length);

    [Benchmark(Description = "read, interpolate, check", Baseline = true)]
    public int All() => PipelineValidation.Of(Files, Scope).Length;

    private sealed class Columns : ManualConfig
    {
        public Columns() =>
            AddColumn(new ThroughputColumn("MB/s", CatalogueFiles.Size(Files) / 1e6), new ThroughputColumn("files/s", Files.Length));
    }
}
