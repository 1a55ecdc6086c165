using System.Collections.Immutable;
using BuildkiteCi.Catalogue.Settings;

namespace BuildkiteCi.Catalogue;

/// <summary>The folders of the catalogue of a repository that names none.</summary>
public static class CatalogueFolders
{
    /// <summary>The built-in folders.</summary>
    public static ImmutableArray<CatalogueFolder> BuiltIn { get; } = FolderSettings.Read(BuiltInSettings.File);
}
