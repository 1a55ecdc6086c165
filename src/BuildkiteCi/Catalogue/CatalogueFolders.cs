using System.Collections.Immutable;

namespace BuildkiteCi.Catalogue;

/// <summary>The folders of the catalogue as they are unless <c>ci.yml</c> says otherwise (domain rules, "The catalogue").</summary>
public static class CatalogueFolders
{
    private static readonly Stage Unit = new("UnitTest", "UnitTest");
    private static readonly Stage Accuracy = new("Accuracy/Correctness", "Accuracy");
    private static readonly Stage Benchmark = new("Benchmark", "Benchmark");
    private static readonly Stage Correctness = new("CorrectnessTest", "CorrectnessTest");
    private static readonly Stage Performance = new("PerformanceTest", "PerformanceTest");

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
            new("Single-Host CorrectnessTest", "CorrectnessTest_Single_Host"),
            new("Single-Host PerformanceTest", "PerformanceTest_Single_Host"),
            new("Multi-Host CorrectnessTest", "CorrectnessTest_Multi_Host"),
            new("Multi-Host PerformanceTest", "PerformanceTest_Multi_Host"),
        ]),
        new("quantization", SubjectKind.Feature, ["quantization support matrix"], [Correctness, Performance]),
        new("kernel_microbenchmarks", SubjectKind.Feature, ["kernel support matrix microbenchmarks"], [Correctness, Performance])
        {
            HasGroups = true,
        },
        new("rl", SubjectKind.Feature, ["rl support matrix"], [Correctness, Performance]),
    ];
}
