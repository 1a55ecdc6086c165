using System.Collections.Immutable;
using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Matrices.Definitions;

/// <summary>
/// Matrices for the categories that none has, so that a new category needs no line but its own. A feature's gets a matrix called like it; a
/// model's joins the first matrix of models, where there is one.
/// </summary>
internal static class MissingMatrices
{
    private const string FileEnd = ".csv";
    private const string TitleEnd = " support matrix";

    /// <summary>The stages of the folders of these categories, in order.</summary>
    public static ImmutableArray<string> StagesOf(IEnumerable<Category> categories, ImmutableArray<CatalogueFolder> folders) =>
        [
            .. categories
                .SelectMany(category => folders.Where(folder => folder.Categories.Contains(category)))
                .Distinct()
                .SelectMany(folder => folder.Stages)
                .Select(stage => stage.Name)
                .Distinct(),
        ];

    public static MatrixDefinitions AddTo(ImmutableArray<MatrixDefinition> all, ImmutableArray<CatalogueFolder> folders)
    {
        foreach (var folder in folders)
        {
            foreach (
                var category in folder.Categories.Where(category =>
                    !all.Any(matrix => matrix.Kind == folder.Kind && matrix.Category(category) is not null)
                )
            )
                all = folder.Kind == SubjectKind.Model ? WithModels(all, folder, category) : all.Add(OfFeatures(folder, category));
        }

        return new MatrixDefinitions(all);
    }

    private static ImmutableArray<MatrixDefinition> WithModels(
        ImmutableArray<MatrixDefinition> all,
        CatalogueFolder folder,
        Category category
    )
    {
        var stages = folder.Stages.Select(stage => stage.Name);
        var shown = new MatrixCategory(category, Capitalised(category.Name));
        var at = all.FirstOrDefault(matrix => matrix.Kind == SubjectKind.Model);
        return at is null
            ? all.Insert(
                0,
                new MatrixDefinition(
                    $"{folder.Name}_support_matrix{FileEnd}",
                    Capitalised(folder.Name),
                    SubjectKind.Model,
                    [shown],
                    [.. stages]
                )
                {
                    NameHeader = "Model",
                    TypeHeader = "Type",
                    Order = RowOrder.ByType,
                }
            )
            : all.Replace(at, at with { Categories = at.Categories.Add(shown), Stages = [.. at.Stages.Union(stages)] });
    }

    private static MatrixDefinition OfFeatures(CatalogueFolder folder, Category category)
    {
        var title =
            category.Name.EndsWith(TitleEnd, StringComparison.Ordinal) && category.Name.Length > TitleEnd.Length
                ? category.Name[..^TitleEnd.Length]
                : category.Name;
        return new MatrixDefinition(
            FileOf(category),
            Capitalised(title),
            SubjectKind.Feature,
            [new MatrixCategory(category, "Feature")],
            [.. folder.Stages.Select(stage => stage.Name)]
        );
    }

    // As the scripts in use name them: blanks become '_'. Of what else a category may hold nothing becomes part of a path.
    private static string FileOf(Category category) =>
        string.Concat(
            category.Name.Select(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '.' ? character : '_')
        ) + FileEnd;

    private static string Capitalised(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
