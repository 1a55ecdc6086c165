using System.Collections.Immutable;

namespace BuildkiteCi.Catalogue.Scaffolding;

/// <summary>A subject that is about to join the catalogue.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Folder">The folder that its file goes to.</param>
/// <param name="Category">One of the folder's categories.</param>
/// <param name="Stages">The stages that it goes through, in order.</param>
/// <param name="Machine">Where they run.</param>
public sealed record NewSubject(
    SubjectName Name,
    CatalogueFolder Folder,
    Category Category,
    ImmutableArray<Stage> Stages,
    SubjectMachine Machine
)
{
    /// <summary>The folder below <see cref="Folder"/>, for folders with groups.</summary>
    public string? Group { get; init; }

    /// <summary>What is known of a stage's command, by the stage's name; a stage without an entry gets a TODO where it needs a command of
    /// its own.</summary>
    public ImmutableDictionary<string, string> Commands { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The score to reach, a fraction; null: a TODO.</summary>
    public decimal? AccuracyTarget { get; init; }

    /// <summary>The throughput to reach, requests per second; null: a TODO.</summary>
    public decimal? ThroughputTarget { get; init; }

    /// <summary>The file's path, relative to the root.</summary>
    public string Path => string.Join('/', new[] { ".buildkite", Folder.Name, Group, $"{Name.Form}.yml" }.Where(part => part is not null));
}
