using System.Collections.Immutable;
using System.Text;
using BuildkiteCi.Matrices.Definitions;
using BuildkiteCi.Matrices.Tables;

namespace BuildkiteCi.Matrices.Csv;

/// <summary>Writes matrices as CSV: LF at the end of each line, a header line first (domain rules, "The matrices").</summary>
public static class CsvMatrix
{
    /// <summary>The text of a matrix's file; existing pages read it byte for byte.</summary>
    public static string Write(Matrix matrix)
    {
        var text = new StringBuilder();
        text.Append(CsvLine.OfHeaders(Headers(matrix.Definition))).Append('\n');
        foreach (var row in matrix.Rows) text.Append(CsvLine.Of(matrix.Definition.Shown(row.Name), row)).Append('\n');
        return text.ToString();
    }

    /// <summary>The headers of a matrix's columns, in order.</summary>
    public static ImmutableArray<string> Headers(MatrixDefinition definition) =>
    [
        definition.NameHeader,
        .. definition.TypeHeader is { } type ? [type] : Array.Empty<string>(),
        .. definition.Facts.Select(fact => fact.Header),
        .. definition.ResultHeaders,
    ];
}
