using System.Collections.Immutable;

namespace BuildkiteCi.Catalogue.Scaffolding;

/// <summary>Names of the folders that hold the files of a group: <c>gmm</c> below <c>kernel_microbenchmarks</c>.</summary>
public static class GroupName
{
    /// <summary>Whether a text can be such a folder's name: letters, digits, <c>_</c> and <c>-</c>.</summary>
    public static bool IsOne(string text) => SubjectName.Parse(text)?.Form == text;

    /// <summary>The groups that a folder has already, in ordinal order.</summary>
    public static ImmutableArray<string> Of(CatalogueFolder folder, SubjectCatalogue catalogue)
    {
        var home = $"{SubjectCatalogue.Home}/{folder.Name}/";
        return
        [
            .. catalogue.Files.Where(file => file.Folder.Name == folder.Name).Select(file => file.Path[home.Length..].Split('/'))
                .Where(parts => parts.Length > 1).Select(parts => parts[0]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        ];
    }
}
