using System.Collections.Immutable;

namespace BuildkiteCi.Catalogue;

/// <summary>The folders of the catalogue as they are unless <c>ci.yml</c> says otherwise (domain rules, "The catalogue").</summary>
public static class CatalogueFolders
{
    private static readonly Stage Unit = new("UnitTest", "UnitTest", "Unit tests");
    private static readonly Stage Accuracy = new("Accuracy/Correctness", "Accuracy", "Accuracy") { Role = StageRole.Accuracy };
    private static readonly Stage Benchmark = new("Benchmark", "Benchmark", "Performance benchmarks") { Role = StageRole.Benchmark };
    private static readonly Stage Correctness = new("CorrectnessTest", "CorrectnessTest", "Correctness tests");
    private static readonly Stage Performance = new("PerformanceTest", "PerformanceTest", "Performance tests");

    /// <summary>The built-in folders.</summary>
    public static ImmutableArray<CatalogueFolder> BuiltIn { get; } =
    [
        new("models", SubjectKind.Model, ["text-only", "multimodal", "embedding", "diffusion"], [Unit, Accuracy, Benchmark])
        {
            OptionalStages = [Benchmark],
        },
        new("features", SubjectKind.Feature, ["feature support matrix", "kernel support matrix"], [Correctness, Performance]),
        new("parallelism", SubjectKind.Feature, ["parallelism support matrix"],
        [
            new("Single-Host CorrectnessTest", "CorrectnessTest_Single_Host", "Single-host correctness tests"),
            new("Single-Host PerformanceTest", "PerformanceTest_Single_Host", "Single-host performance tests"),
            new("Multi-Host CorrectnessTest", "CorrectnessTest_Multi_Host", "Multi-host correctness tests"),
            new("Multi-Host PerformanceTest", "PerformanceTest_Multi_Host", "Multi-host performance tests"),
        ]),
        new("quantization", SubjectKind.Feature, ["quantization support matrix"], [Correctness, Performance]),
        new("kernel_microbenchmarks", SubjectKind.Feature, ["kernel support matrix microbenchmarks"], [Correctness, Performance])
        {
            HasGroups = true,
        },
        new("rl", SubjectKind.Feature, ["rl support matrix"], [Correctness, Performance]),
    ];
}
