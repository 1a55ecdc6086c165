using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Settings;

namespace BuildkiteCi.Matrices.Definitions;

/// <summary>The matrices that a repository publishes.</summary>
/// <param name="All">In the order in which pages show them; each category is in one of them.</param>
public sealed record MatrixDefinitions(ImmutableArray<MatrixDefinition> All)
{
    /// <summary>Markers of the README that have names of their own.</summary>
    public ImmutableArray<ReadmeMarker> Markers { get; init; } = [];

    /// <summary>In what a release must be no worse than the one before.</summary>
    public ReleaseGateSettings Gate { get; init; } = new();

    /// <summary>What the site is called, and where it will be.</summary>
    public SiteSettings Site { get; init; } = new();

    /// <summary>The matrices of a repository that sets none.</summary>
    public static MatrixDefinitions BuiltIn { get; } = MatrixSettings.Read(BuiltInSettings.File, CatalogueFolders.BuiltIn);

    /// <summary>Every stage that any matrix shows.</summary>
    public ImmutableArray<string> Stages => [.. All.SelectMany(definition => definition.Stages).Distinct()];

    /// <summary>The matrix that subjects of this kind and category are rows of.</summary>
    /// <returns>The matrix of the category; where no matrix has it, the first of the kind; null where the kind has none.</returns>
    public MatrixDefinition? Of(SubjectKind kind, Category category) =>
        All.FirstOrDefault(definition => definition.Kind == kind && definition.Category(category) is not null) ?? First(kind);

    /// <summary>The category of subjects that name none: the first of the kind's first matrix.</summary>
    public Category DefaultCategory(SubjectKind kind) => First(kind)?.Categories[0].Category ?? new Category("");

    private MatrixDefinition? First(SubjectKind kind) => All.FirstOrDefault(definition => definition.Kind == kind);
}

/// <summary>A pair of markers in a README that has a name of its own, beside those that are called like their matrix.</summary>
/// <param name="Name">As the README writes it: <c>nightly_model_support</c>.</param>
/// <param name="Matrix">The matrix between the markers, by its <see cref="MatrixDefinition.Key"/> or
/// <see cref="MatrixDefinition.ShortKey"/>; empty where the content is of none.</param>
public sealed record ReadmeMarker(string Name, string Matrix)
{
    /// <summary>Whether only releases are shown there, or only nightly builds; null: whatever is published last.</summary>
    public bool? IsRelease { get; init; }

    /// <summary>What is between the markers.</summary>
    public MarkerContent Content { get; init; }
}
