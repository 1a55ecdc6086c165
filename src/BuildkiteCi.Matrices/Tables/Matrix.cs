using System.Collections.Immutable;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Matrices.Definitions;
using BuildkiteCi.Matrices.Ordering;
using BuildkiteCi.Matrices.Results;
using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Matrices.Tables;

/// <summary>One matrix of one generation, filled; every format is written from it.</summary>
/// <param name="Definition">What it shows.</param>
/// <param name="Rows">Its rows, in the order of the CSV file; at least one.</param>
public sealed record Matrix(MatrixDefinition Definition, ImmutableArray<MatrixRow> Rows)
{
    /// <summary>All matrices of a generation that have a row, in the definitions' order.</summary>
    public static ImmutableArray<Matrix> All(MatrixDefinitions definitions, GenerationResults results)
    {
        var subjects = results.Subjects.ToLookup(subject => definitions.Of(subject.Kind, subject.Category));
        return [.. from definition in definitions.All where subjects.Contains(definition) select Of(definition, subjects[definition])];
    }

    private static Matrix Of(MatrixDefinition definition, IEnumerable<SubjectResults> subjects)
    {
        var rows = Ordered(definition.Order, subjects.Select(subject => LongRow(definition, subject)));
        return new Matrix(definition, definition.Pivot is { } pivot ? Pivoted(pivot, definition.Stages, rows) : rows);
    }

    private static MatrixRow LongRow(MatrixDefinition definition, SubjectResults subject) => new(
        subject.Name.Text,
        definition.TypeHeader is null ? null : (definition.Category(subject.Category) ?? definition.Categories[0]).Type,
        [.. definition.Facts.Select(column => column.Of(subject.Name))],
        [.. definition.Stages.Select(stage => new MatrixCell(subject.Name, subject.Stage(stage)))]);

    private static ImmutableArray<MatrixRow> Ordered(RowOrder order, IEnumerable<MatrixRow> rows)
    {
        var lines = rows.Select(row => (Row: row, Line: CsvLine.Of(row)));
        return order switch
        {
            RowOrder.ByType =>
            [
                .. lines
                    .OrderBy(line => line.Row.Type ?? "", ByteOrder.Comparer)
                    .ThenBy(line => line.Line, ByteOrder.Comparer)
                    .Select(line => line.Row),
            ],
            _ => [.. lines.OrderBy(line => line.Line, VersionOrder.Comparer).Select(line => line.Row)],
        };
    }

    private static ImmutableArray<MatrixRow> Pivoted(Pivot pivot, ImmutableArray<string> stages, ImmutableArray<MatrixRow> rows) =>
        [
            .. from row in rows
            let place = pivot.Split(row.Name)
            group (place.Variant, row.Cells) by place.Row into variants
            select new MatrixRow(
                variants.Key,
                null,
                [],
                [
                    .. from column in pivot.Variants
                    let cells = variants.Where(variant => variant.Variant == column.Name).Select(variant => variant.Cells).LastOrDefault()
                    from cell in cells.IsDefault
                        ? stages.Select(stage => new MatrixCell(null, new StageResult(stage, Status.Untested)))
                        : cells
                    select cell,
                ]
            ),
        ];
}

/// <summary>A row of a matrix.</summary>
/// <param name="Name">The subject's name; of a pivoted matrix the stem of several.</param>
/// <param name="Type">The text of the type column; null where the matrix has none.</param>
/// <param name="Facts">The texts of the columns that are not measured.</param>
/// <param name="Cells">The results, one for each of the definition's result headers.</param>
public sealed record MatrixRow(string Name, string? Type, ImmutableArray<string> Facts, ImmutableArray<MatrixCell> Cells);

/// <summary>A result in its place.</summary>
/// <param name="Subject">The subject that it is a result of; null where the place has no subject (pivoted matrices).</param>
/// <param name="Result">The result.</param>
public sealed record MatrixCell(SubjectName? Subject, StageResult Result);
