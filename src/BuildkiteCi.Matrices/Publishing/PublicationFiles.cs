using System.Collections.Immutable;
using BuildkiteCi.Matrices.Csv;
using BuildkiteCi.Matrices.Definitions;
using BuildkiteCi.Matrices.Json;
using BuildkiteCi.Matrices.Markdown;
using BuildkiteCi.Matrices.Releases;
using BuildkiteCi.Matrices.Results;

namespace BuildkiteCi.Matrices.Publishing;

/// <summary>All files of a publication.</summary>
public static class PublicationFiles
{
    /// <summary>Nights whose results files stay in the repository for each implementation; releases stay for ever.</summary>
    public const int NightsKept = 60;

    /// <summary>The files for a folder of their own (<c>--output</c>): the CSV matrices in a folder a generation, the rest at the top.</summary>
    /// <returns>Texts by path.</returns>
    public static ImmutableSortedDictionary<string, string> ForFolder(MatrixDefinitions definitions, BuildResults results, Comparison comparison) =>
        Matrices(definitions, results, generation => generation)
            .Concat(Pages(definitions, results, comparison).Select(page => KeyValuePair.Create(page.Name, page.Text)))
            .Append(KeyValuePair.Create("results.json", ResultsFile.Write(results)))
            .Append(KeyValuePair.Create(ResultsSchema.FileName, ResultsSchema.Text))
            .ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>The files at their places in the repository.</summary>
    /// <returns>Texts by path from the repository's root.</returns>
    public static ImmutableSortedDictionary<string, string> ForRepository(MatrixDefinitions definitions, BuildResults results, Comparison comparison)
    {
        var layout = new PublishedLayout(results.Publication);
        return Matrices(definitions, results, layout.Matrices)
            .Concat(Pages(definitions, results, comparison).Select(page => KeyValuePair.Create($"{layout.Pages}/{page.Name}", page.Text)))
            .Append(KeyValuePair.Create(layout.Results, ResultsFile.Write(results)))
            .ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    /// <summary>Matrices that have no row, and so no file, in a folder of their own: an earlier publication may have left some.</summary>
    public static ImmutableArray<string> GoneFromFolder(MatrixDefinitions definitions, BuildResults results) => WithoutRow(definitions, results, generation => generation);

    /// <summary>The same at their places in the repository.</summary>
    public static ImmutableArray<string> GoneFromRepository(MatrixDefinitions definitions, BuildResults results) =>
        WithoutRow(definitions, results, new PublishedLayout(results.Publication).Matrices);

    /// <summary>What a publication changes in the repository: its files, matrices that no longer have a row, nights that are too old, the README.</summary>
    /// <param name="definitions">The matrices.</param>
    /// <param name="results">The results.</param>
    /// <param name="comparison">What changed since the publication before.</param>
    /// <param name="readme">A Markdown file whose marked sections are updated, relative to the repository's root; null: none.</param>
    public static ImmutableArray<FileChange> Changes(MatrixDefinitions definitions, BuildResults results, Comparison comparison, string? readme)
    {
        var layout = new PublishedLayout(results.Publication);
        var files = ForRepository(definitions, results, comparison);
        var sections = ReadmeSections.Of(definitions, results);
        return
        [
            .. GoneFromRepository(definitions, results).Select(path => new FileChange.Remove(path)),
            .. files.Where(file => file.Key != layout.Results).Select(file => new FileChange.Write(file.Key, file.Value)),
            // The same night published again has another time of day, which alone is no reason for a commit.
            new FileChange.WriteIfChanged(layout.Results, files[layout.Results], file => IsSameContent(file, results)),
            new FileChange.Prune(layout.AllResults, OldNights),
            .. readme is null ? Array.Empty<FileChange>() : [new FileChange.Edit(readme, file => MarkedSections.Update(file, sections))],
        ];
    }

    private static bool IsSameContent(SourceFile file, BuildResults results) =>
        ResultsFileReader.Read(file).Value is { } published
        && ResultsFile.Write(published with { Publication = published.Publication with { Date = results.Publication.Date } }) == ResultsFile.Write(results);

    // A night's file is called by its day; no release's tag looks like one.
    private static ImmutableArray<string> OldNights(ImmutableArray<string> names) =>
    [
        .. names.Where(name => DateOnly.TryParseExact(Path.GetFileNameWithoutExtension(name), "yyyy-MM-dd", out _))
            .OrderDescending(StringComparer.Ordinal)
            .Skip(NightsKept),
    ];

    private static IEnumerable<KeyValuePair<string, string>> Matrices(MatrixDefinitions definitions, BuildResults results, Func<string, string> folder) =>
        from generation in results.Generations
        from matrix in Matrix.All(definitions, generation)
        select KeyValuePair.Create($"{folder(generation.Generation)}/{matrix.Definition.File}", CsvMatrix.Write(matrix));

    private static ImmutableArray<string> WithoutRow(MatrixDefinitions definitions, BuildResults results, Func<string, string> folder) =>
    [
        .. from generation in results.Generations
           from file in definitions.All.Select(definition => definition.File).Except(Matrix.All(definitions, generation).Select(matrix => matrix.Definition.File))
           select $"{folder(generation.Generation)}/{file}",
    ];

    private static IEnumerable<(string Name, string Text)> Pages(MatrixDefinitions definitions, BuildResults results, Comparison comparison) =>
    [
        ("models.md", MarkdownPages.Models(definitions, results)),
        ("features.md", MarkdownPages.Features(definitions, results)),
        ("release-notes.md", ReleaseNotes.Write(comparison)),
        ("comparison.json", ComparisonFile.Write(comparison)),
    ];
}
