namespace Build.Tests.Reporting;

/// <summary>What a terminal shows of a text that moves its cursor: line feeds, returns, <c>CSI n A</c> and <c>B</c> (up, down), <c>CSI
/// K</c> and <c>J</c> (clear the rest of the row, of the screen); colours are passed over.</summary>
internal static class Screen
{
    public static string[] Of(string output, int width)
    {
        var rows = new List<string>();
        var (row, column) = (0, 0);
        for (var at = 0; at < output.Length; at++)
        {
            while (rows.Count <= row) rows.Add("");
            switch (output[at])
            {
                case '\n':
                    (row, column) = (row + 1, 0);
                    break;
                case '\r':
                    column = 0;
                    break;
                case '\e':
                    var end = at + 2;
                    while (!char.IsAsciiLetter(output[end])) end++;
                    if (output[end] == 'A') row -= int.Parse(output.AsSpan(at + 2, end - at - 2));
                    if (output[end] == 'B') row += int.Parse(output.AsSpan(at + 2, end - at - 2));
                    if (output[end] == 'K') rows[row] = rows[row].PadRight(column)[..column];
                    if (output[end] == 'J') rows = [.. rows.Take(row), rows[row].PadRight(column)[..column]];
                    at = end;
                    break;
                default:
                    if (column == width) (row, column) = (row + 1, 0);
                    while (rows.Count <= row) rows.Add("");
                    rows[row] = rows[row].PadRight(column + 1).Remove(column, 1).Insert(column, output[at].ToString());
                    column++;
                    break;
            }
        }

        return [.. rows.Select(text => text.TrimEnd()).Where(text => text.Length > 0)];
    }
}
