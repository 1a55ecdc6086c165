using System.Collections.Immutable;

namespace BuildkiteCi.Catalogue.Scaffolding;

/// <summary>What is known so far of a subject that is to join the catalogue.</summary>
/// <param name="Kind">Model or feature.</param>
public sealed record SubjectDraft(SubjectKind Kind)
{
    /// <summary>Its name, or null.</summary>
    public SubjectName? Name { get; init; }

    /// <summary>Its category, or null: the first one of its kind.</summary>
    public Category? Category { get; init; }

    /// <summary>The folder of its group, or null.</summary>
    public string? Group { get; init; }

    /// <summary>Where it is tested, or null.</summary>
    public SubjectMachine? Machine { get; init; }

    /// <summary>Whose definition of a model is served, or null: the one rewritten for TPU.</summary>
    public ModelType? Type { get; init; }

    /// <summary>Commands by a word of their stages' names: <c>UnitTest</c>, <c>Correctness</c>. Of several stages with the word the first
    /// is meant.</summary>
    public ImmutableDictionary<string, string> Commands { get; init; } =
        ImmutableDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The score to reach, a fraction; null: a TODO.</summary>
    public decimal? AccuracyTarget { get; init; }

    /// <summary>The throughput to reach, requests per second; null: a TODO.</summary>
    public decimal? ThroughputTarget { get; init; }

    /// <summary>Whether nothing is missing without which there is no file.</summary>
    public bool IsComplete(ImmutableArray<CatalogueFolder> folders) =>
        Name is not null && Machine is not null && Folder(folders) is { } folder && (!folder.HasGroups || Group is not null);

    /// <summary>The folder that the subject's file goes to; null where the catalogue has none for its kind or category.</summary>
    public CatalogueFolder? Folder(ImmutableArray<CatalogueFolder> folders) =>
        folders.FirstOrDefault(folder => folder.Kind == Kind && (Category is null || folder.Categories.Contains(Category)));

    /// <summary>The stages that it goes through.</summary>
    public ImmutableArray<Stage> Stages(CatalogueFolder folder) =>
        Type == ModelType.VllmNative ? folder.Stages.RemoveRange(folder.OptionalStages) : folder.Stages;

    /// <summary>The subject; null where something is missing.</summary>
    public NewSubject? Subject(ImmutableArray<CatalogueFolder> folders)
    {
        if (!IsComplete(folders)) return null;
        var folder = Folder(folders)!;
        var stages = Stages(folder);
        return new NewSubject(Name!, folder, Category ?? folder.Categories[0], stages, Machine!)
        {
            Group = folder.HasGroups ? Group : null,
            Commands = Commands
                .Select(command => (Stage: StageOf(command.Key, stages), command.Value))
                .Where(command => command.Stage is not null)
                .ToImmutableDictionary(command => command.Stage!.Name, command => command.Value),
            AccuracyTarget = AccuracyTarget,
            ThroughputTarget = ThroughputTarget,
        };
    }

    // Where stages have other names, the tests of a unit or of correctness are the first stage that a command decides, and those of
    // performance the second.
    private static Stage? StageOf(string word, ImmutableArray<Stage> stages)
    {
        if (stages.FirstOrDefault(stage => stage.Name.Contains(word, StringComparison.OrdinalIgnoreCase)) is { } named) return named;
        var place = Array.FindIndex(Words, words => words.Contains(word, StringComparer.OrdinalIgnoreCase));
        return place < 0 ? null : stages.Where(stage => stage.Role == StageRole.Command).ElementAtOrDefault(place);
    }

    private static readonly string[][] Words = [["UnitTest", "Correctness"], ["Performance"]];
}

/// <summary>Whose definition of a model is served.</summary>
public enum ModelType
{
    /// <summary><c>tpu-optimized</c>: rewritten for TPU; it is benchmarked.</summary>
    TpuOptimized,

    /// <summary><c>vllm-native</c>: vLLM's own; it is not benchmarked.</summary>
    VllmNative,
}
