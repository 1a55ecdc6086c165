using System.Collections.Immutable;
using BuildkiteCi.Matrices.Csv;
using BuildkiteCi.Matrices.Definitions;
using BuildkiteCi.Matrices.History;
using BuildkiteCi.Matrices.Json;
using BuildkiteCi.Matrices.Markdown;
using BuildkiteCi.Matrices.Releases;
using BuildkiteCi.Matrices.Results;
using BuildkiteCi.Matrices.Tables;

namespace BuildkiteCi.Matrices.Publishing;

/// <summary>All files of a publication.</summary>
public static class PublicationFiles
{
    /// <summary>Nights whose results files stay in the repository for each implementation; releases stay for ever.</summary>
    public const int NightsKept = 60;

    /// <summary>The files for a folder of their own (<c>--output</c>): the CSV matrices in a folder a generation, the rest at the
    /// top.</summary>
    /// <returns>Texts by path.</returns>
    public static ImmutableSortedDictionary<string, string> ForFolder(SupportHistory history, BuildResults results) =>
        Matrices(history.Definitions, results, generation => generation)
            .Concat(Pages(history, results).Select(page => KeyValuePair.Create(page.Name, page.Text)))
            .Append(KeyValuePair.Create("results.json", ResultsFile.Write(results)))
            .Append(KeyValuePair.Create(ResultsSchema.FileName, ResultsSchema.Text))
            .ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>The files at their places in the repository.</summary>
    /// <returns>Texts by path from the repository's root.</returns>
    public static ImmutableSortedDictionary<string, string> ForRepository(SupportHistory history, BuildResults results)
    {
        var layout = new PublishedLayout(results.Publication);
        return Matrices(history.Definitions, results, layout.Matrices)
            .Concat(Pages(history, results).Select(page => KeyValuePair.Create($"{layout.Pages}/{page.Name}", page.Text)))
            .Append(KeyValuePair.Create(layout.Results, ResultsFile.Write(results)))
            .ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    /// <summary>Matrices that have no row, and so no file, in a folder of their own: an earlier publication may have left some.</summary>
    public static ImmutableArray<string> GoneFromFolder(MatrixDefinitions definitions, BuildResults results) =>
        WithoutRow(definitions, results, generation => generation);

    /// <summary>The same at their places in the repository.</summary>
    public static ImmutableArray<string> GoneFromRepository(MatrixDefinitions definitions, BuildResults results) =>
        WithoutRow(definitions, results, new PublishedLayout(results.Publication).Matrices);

    /// <summary>What a publication changes in the repository: its files, matrices that no longer have a row, nights that are too old, the
    /// README.</summary>
    /// <param name="history">All that was published, with the results in it.</param>
    /// <param name="results">The results.</param>
    /// <param name="readme">A Markdown file whose marked sections are updated, relative to the repository's root; null: none.</param>
    public static ImmutableArray<FileChange> Changes(SupportHistory history, BuildResults results, string? readme)
    {
        var layout = new PublishedLayout(results.Publication);
        var files = ForRepository(history, results);
        var sections = ReadmeSections.Of(history, results);
        return
        [
            .. GoneFromRepository(history.Definitions, results).Select(path => new FileChange.Remove(path)),
            .. files.Where(file => file.Key != layout.Results).Select(file => new FileChange.Write(file.Key, file.Value)),
            // The same night published again has another time of day, which alone is no reason for a commit.
            new FileChange.WriteIfChanged(layout.Results, files[layout.Results], file => IsSameContent(file, results)),
            new FileChange.Prune(layout.AllResults, OldNights),
            .. readme is null
                ? Array.Empty<FileChange>()
                : [new FileChange.Edit(readme, file => MarkedSections.Update(file, sections, ReadmeSections.Names(history.Definitions)))],
        ];
    }

    private static bool IsSameContent(SourceFile file, BuildResults results) =>
        ResultsFileReader.Read(file).Value is { } published
        && ResultsFile.Write(published with { Publication = published.Publication with { Date = results.Publication.Date } })
            == ResultsFile.Write(results);

    // A night's file is called by its day; no release's tag looks like one.
    private static ImmutableArray<string> OldNights(ImmutableArray<string> names) =>
    [
        .. names.Where(name => DateOnly.TryParseExact(Path.GetFileNameWithoutExtension(name), "yyyy-MM-dd", out _))
            .OrderDescending(StringComparer.Ordinal)
            .Skip(NightsKept),
    ];

    private static IEnumerable<KeyValuePair<string, string>> Matrices(
        MatrixDefinitions definitions,
        BuildResults results,
        Func<string, string> folder
    ) =>
        from generation in results.Generations
        from matrix in Matrix.All(definitions, generation)
        select KeyValuePair.Create($"{folder(generation.Generation)}/{matrix.Definition.File}", CsvMatrix.Write(matrix));

    private static ImmutableArray<string> WithoutRow(MatrixDefinitions definitions, BuildResults results, Func<string, string> folder) =>
        [
            .. from generation in results.Generations
            from file in definitions
                .All.Select(definition => definition.File)
                .Except(Matrix.All(definitions, generation).Select(matrix => matrix.Definition.File))
            select $"{folder(generation.Generation)}/{file}",
        ];

    private static IEnumerable<(string Name, string Text)> Pages(SupportHistory history, BuildResults results)
    {
        var implementation = results.Publication.Implementation;
        var edition = EditionOf(history, results.Publication);
        var comparison = Comparison(history, results.Publication);
        return
        [
            ("models.md", MarkdownPages.Models(history, edition, implementation)),
            ("features.md", MarkdownPages.Features(history, edition, implementation)),
            ("release-notes.md", ReleaseNotes.Write(comparison, implementation)),
            ("comparison.json", ComparisonFile.Write(comparison, implementation)),
        ];
    }

    /// <summary>What changed in a publication since the one before it of its implementation.</summary>
    public static ReleaseComparison Comparison(SupportHistory history, Publication publication)
    {
        var edition = EditionOf(history, publication);
        return ReleaseComparison.Of(history, history.Before(edition, publication.Implementation), edition, publication.Implementation);
    }

    private static Edition EditionOf(SupportHistory history, Publication publication) =>
        history.Editions.First(edition => edition.Title == publication.Title && edition.IsRelease == publication.Release is not null);
}
