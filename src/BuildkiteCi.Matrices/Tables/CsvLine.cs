namespace BuildkiteCi.Matrices.Tables;

/// <summary>Lines of a CSV matrix: the first field always in double quotes, any other only where it must be.</summary>
/// <remarks>Written by hand because pages read these files byte for byte: libraries quote by need or everywhere, not by place.</remarks>
public static class CsvLine
{
    /// <summary>The line of a row whose name is shown as it is, without its line end. The orders of rows are defined over these
    /// lines.</summary>
    public static string Of(MatrixRow row) => Of(row.Name, row);

    /// <summary>The line of a row, without its line end.</summary>
    public static string Of(string shownName, MatrixRow row) =>
        string.Join(',', Fields(row).Select(Field).Prepend(Quoted(shownName)));

    /// <summary>A line of headers, without its line end.</summary>
    public static string OfHeaders(IEnumerable<string> headers) => string.Join(',', headers.Select(Field));

    private static IEnumerable<string> Fields(MatrixRow row) =>
        (row.Type is null ? [] : new[] { row.Type }).Concat(row.Facts).Concat(row.Cells.Select(cell => cell.Result.Status.Text));

    private static string Field(string text) => text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : Quoted(text);

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
