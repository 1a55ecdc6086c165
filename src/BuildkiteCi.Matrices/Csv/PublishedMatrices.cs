using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Matrices.Definitions;
using BuildkiteCi.Matrices.Results;
using nietras.SeparatedValues;

namespace BuildkiteCi.Matrices.Csv;

/// <summary>
/// Reads CSV matrices back into results: what a repository published before it kept results files is the past that new results are
/// compared with. Notes, links and numbers are not in the files and stay unknown.
/// </summary>
public static class PublishedMatrices
{
    /// <summary>A published matrix does not read back.</summary>
    internal static Rule MalformedMatrix { get; } = new(
        "M007", Severity.Error, "A published matrix does not read back", "Feature,CorrectnessTest\n\"TP\",✅ Passing\n",
        "Feature,CorrectnessTest,PerformanceTest\n\"TP\",✅ Passing,❓ Untested\n")
    {
        Why = "A name with a quote made a matrix that no page could read: the site showed an empty table.",
    };

    /// <summary>The results of one generation from its matrices.</summary>
    /// <param name="definitions">How the matrices were made.</param>
    /// <param name="generation">The generation's short name.</param>
    /// <param name="files">The files; the last part of each path tells the matrix, files of no matrix are passed over.</param>
    /// <param name="known">Subjects of today. Where several names could have made a cell of a pivoted matrix, one of these is
    /// meant.</param>
    public static Diagnosed<GenerationResults> Read(
        MatrixDefinitions definitions,
        string generation,
        IEnumerable<SourceFile> files,
        ImmutableHashSet<SubjectName> known
    )
    {
        var found = new List<Diagnostic>();
        var subjects = from file in files
                       from definition in definitions.All
                       where definition.File == Path.GetFileName(file.Path)
                       from subject in Subjects(definition, file, known, found)
                       select subject;
        return Diagnosed.With(new GenerationResults(generation, [.. subjects]), found);
    }

    private static IEnumerable<SubjectResults> Subjects(
        MatrixDefinition definition,
        SourceFile file,
        ImmutableHashSet<SubjectName> known,
        List<Diagnostic> found
    )
    {
        var headers = CsvMatrix.Headers(definition);
        foreach (var (index, row) in Rows(file).Index())
        {
            var location = new SourceLocation(file.Path, index + 1, 0);
            if (index == 0 && !row.SequenceEqual(headers))
            {
                found.Add(
                    new Diagnostic(
                        MalformedMatrix,
                        location,
                        $"the header is '{string.Join(',', row)}'",
                        $"a {definition.File} starts with '{string.Join(',', headers)}'"
                    )
                );
                yield break;
            }

            if (index == 0) continue;
            if (row.Length != headers.Length || SubjectName.Parse(Unshown(definition, row[0])) is not { } name)
                found.Add(
                    new Diagnostic(
                        MalformedMatrix,
                        location,
                        $"'{string.Join(',', row)}' is no row of this matrix",
                        $"write a name and {headers.Length} fields in all"
                    )
                );
            else
                foreach (var subject in OfRow(definition, name, row, known)) yield return subject;
        }
    }

    private static List<ImmutableArray<string>> Rows(SourceFile file)
    {
        using var csv = Sep.New(',')
            .Reader(options => options with { HasHeader = false, Unescape = true, DisableColCountCheck = true })
            .FromText(file.Text);
        var rows = new List<ImmutableArray<string>>();
        foreach (var row in csv) rows.Add([.. row[..].ToStringsArray()]);
        return rows;
    }

    private static IEnumerable<SubjectResults> OfRow(
        MatrixDefinition definition,
        SubjectName name,
        ImmutableArray<string> row,
        ImmutableHashSet<SubjectName> known
    )
    {
        var category = definition.TypeHeader is null
            ? definition.Categories[0]
            : definition.Categories.FirstOrDefault(one => one.Type == row[1]) ?? definition.Categories[0];
        var texts = row[^definition.ResultHeaders.Length..];
        if (definition.Pivot is not { } pivot) return [Subject(name, texts)];

        // A cell without a result may stand for a subject or for none: where it is no known subject, it becomes one only if nothing else
        // keeps the row.
        var variants = pivot
            .Variants.Select(
                (variant, at) =>
                    (
                        Name: NameOf(pivot, name, variant.Name, known),
                        Texts: texts.Slice(at * definition.Stages.Length, definition.Stages.Length)
                    )
            )
            .ToArray();
        var subjects = variants
            .Where(variant => known.Contains(variant.Name) || variant.Texts.Any(text => StatusSpellings.Parse(text) != Status.Untested))
            .ToArray();
        return (subjects.Length > 0 ? subjects : variants[..1]).Select(variant => Subject(variant.Name, variant.Texts));

        SubjectResults Subject(SubjectName subject, ImmutableArray<string> statuses) =>
            new(subject, definition.Kind, category.Category, [.. definition.Stages.Zip(statuses, StageResult.Read)]);
    }

    // The default variant's subject may be called with or without its suffix.
    private static SubjectName NameOf(Pivot pivot, SubjectName row, string variant, ImmutableHashSet<SubjectName> known) =>
        variant == pivot.Default && known.Contains(row) ? row : SubjectName.Parse($"{row}-{variant}") ?? row;

    private static string Unshown(MatrixDefinition definition, string shown) =>
        definition.ShownNames.FirstOrDefault(name => name.Value == shown).Key ?? shown;
}
