using System.Collections.Immutable;
using BuildkiteCi.Catalogue.Settings;

namespace BuildkiteCi.Catalogue;

/// <summary>A folder of the catalogue: what its files are about and which stages they go through.</summary>
/// <param name="Name">Folder below <c>.buildkite/</c>.</param>
/// <param name="Kind">Models or features.</param>
/// <param name="Categories">The values of <c>CI_CATEGORY</c> that its files may carry; the first is the default.</param>
/// <param name="Stages">All stages, in the order in which they run.</param>
public sealed record CatalogueFolder(string Name, SubjectKind Kind, ImmutableArray<Category> Categories, ImmutableArray<Stage> Stages)
{
    /// <summary>Whether its files lie one folder deeper, in a folder per group (<c>kernel_microbenchmarks/gmm/</c>).</summary>
    public bool HasGroups { get; init; }

    /// <summary>Stages that only some subjects have: the benchmark of <c>tpu-optimized</c> models.</summary>
    public ImmutableArray<Stage> OptionalStages { get; init; } = [];

    /// <summary>The stage of this name; one that the folder does not list is <see cref="Catalogue.Stage.Unlisted"/>.</summary>
    public Stage Stage(string name) => Stages.FirstOrDefault(stage => stage.Name == name) ?? Catalogue.Stage.Unlisted(name);

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>The folders of the catalogue of a repository that names none.</summary>
public static class CatalogueFolders
{
    /// <summary>The built-in folders.</summary>
    public static ImmutableArray<CatalogueFolder> BuiltIn { get; } = FolderSettings.Read(BuiltInSettings.File);
}
