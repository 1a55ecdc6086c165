using System.Collections.Immutable;
using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Matrices.Definitions;

/// <summary>The matrices that a repository publishes.</summary>
/// <param name="All">In the order in which pages show them; each category stands in one of them.</param>
public sealed record MatrixDefinitions(ImmutableArray<MatrixDefinition> All)
{
    /// <summary>Markers of the README that have names of their own.</summary>
    public ImmutableArray<ReadmeMarker> Markers { get; init; } = [];

    /// <summary>The matrices unless <c>ci.yml</c> says otherwise (domain rules, "The matrices").</summary>
    public static MatrixDefinitions BuiltIn { get; } = new(
    [
        new("model_support_matrix.csv", "Models", SubjectKind.Model,
            [new("text-only", "Text"), new("multimodal", "Multimodal"), new("embedding", "Embedding"), new("diffusion", "Diffusion")],
            StagesOf("text-only"))
        {
            NameHeader = "Model",
            TypeHeader = "Type",
            Order = RowOrder.ByType,
        },
        Feature("feature_support_matrix.csv", "Features", "feature support matrix"),
        Feature("kernel_support_matrix.csv", "Kernels", "kernel support matrix"),
        Feature("rl_support_matrix.csv", "Reinforcement learning", "rl support matrix"),
        Feature("parallelism_support_matrix.csv", "Parallelism", "parallelism support matrix") with
        {
            Groups =
            [
                new("Single-Host", ["Single-Host CorrectnessTest", "Single-Host PerformanceTest"]),
                new("Multi-Host", ["Multi-Host CorrectnessTest", "Multi-Host PerformanceTest"]),
            ],
        },
        Feature("quantization_support_matrix.csv", "Quantization", "quantization support matrix") with
        {
            NameHeader = "Quantization dtype",
            Facts =
            [
                new("Quantization methods", Texts(
                    ("INT8 W8A8", "compressed-tensor"), ("INT4 W4A16", "awq"), ("FP8 W8A8", "compressed-tensor"),
                    ("FP8 W8A16", "compressed-tensor"), ("FP4 W4A16", "mxfp4"), ("NVFP4 W4A16", "modelopt_fp4")), "N/A"),
                new("Recommended TPU Generations", Texts(
                    ("INT8 W8A8", "v5, v6"), ("INT4 W4A16", "v5, v6"), ("FP8 W8A8", "v7"),
                    ("FP8 W8A16", "v7"), ("FP4 W4A16", "v7"), ("NVFP4 W4A16", "v7")), "N/A"),
            ],
        },
        Feature("kernel_support_matrix-microbenchmarks.csv", "Kernel microbenchmarks", "kernel support matrix microbenchmarks") with
        {
            NameHeader = "Kernel",
            Pivot = new(
                [
                    new("w16a16", "W16 A16"), new("w8a8", "W8 A8"), new("w8a16", "W8 A16"),
                    new("w4a4", "W4 A4"), new("w4a8", "W4 A8"), new("w4a16", "W4 A16"),
                ],
                "w16a16",
                Texts(("CorrectnessTest", "Corr"), ("PerformanceTest", "Perf"))),
            ShownNames = Texts(
                ("generic ragged paged attention v3", "generic ragged paged<br>attention v3*"),
                ("mla", "mla*"),
                ("ragged paged attention v3 head_dim 64", "ragged paged attention v3<br>head_dim 64*")),
        },
    ]);

    /// <summary>Every stage that any matrix shows.</summary>
    public ImmutableArray<string> Stages => [.. All.SelectMany(definition => definition.Stages).Distinct()];

    /// <summary>The matrix that subjects of this kind and category are rows of.</summary>
    /// <returns>The matrix of the category; where no matrix has it, the first of the kind; null where the kind has none.</returns>
    public MatrixDefinition? Of(SubjectKind kind, string category) =>
        All.FirstOrDefault(definition => definition.Kind == kind && definition.Category(category) is not null) ?? First(kind);

    /// <summary>The category of subjects that name none: the first of the kind's first matrix.</summary>
    public string DefaultCategory(SubjectKind kind) => First(kind)?.Categories[0].Name ?? "";

    private MatrixDefinition? First(SubjectKind kind) => All.FirstOrDefault(definition => definition.Kind == kind);

    private static MatrixDefinition Feature(string file, string title, string category) =>
        new(file, title, SubjectKind.Feature, [new(category, "Feature")], StagesOf(category));

    private static ImmutableArray<string> StagesOf(string category) =>
        [.. CatalogueFolders.BuiltIn.First(folder => folder.Categories.Contains(category)).Stages.Select(stage => stage.Name)];

    private static ImmutableDictionary<string, string> Texts(params ReadOnlySpan<(string Name, string Text)> texts)
    {
        var builder = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (name, text) in texts) builder.Add(name, text);
        return builder.ToImmutable();
    }
}
