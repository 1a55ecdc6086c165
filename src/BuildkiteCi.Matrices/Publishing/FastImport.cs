using System.Collections.Immutable;
using System.Text;

namespace BuildkiteCi.Matrices.Publishing;

/// <summary>A commit as the stream that <c>git fast-import</c> reads: one process for all files, and nothing but its standard
/// input.</summary>
internal static class FastImport
{
    /// <summary>The stream.</summary>
    /// <param name="reference">The reference that the commit is put under.</param>
    /// <param name="parent">The commit's parent.</param>
    /// <param name="request">Subject and author.</param>
    /// <param name="date">When it is made.</param>
    /// <param name="files">The files that change: mode and text, or null where the file goes; by path.</param>
    public static string Commit(
        string reference,
        string parent,
        PublishRequest request,
        DateTimeOffset date,
        ImmutableSortedDictionary<string, (string Mode, string Text)?> files
    )
    {
        var text = new StringBuilder();
        text.Append($"commit {reference}\n");
        text.Append($"committer {Plain(request.Author.Name)} <{Plain(request.Author.Address)}> {date.ToUnixTimeSeconds()} +0000\n");
        AppendData(text, request.Subject.ReplaceLineEndings(" ") + "\n");
        text.Append($"from {parent}\n");
        foreach (var (path, file) in files)
        {
            if (file is { } kept)
            {
                text.Append($"M {kept.Mode} inline {Quoted(path)}\n");
                AppendData(text, kept.Text);
            }
            else
            {
                text.Append($"D {Quoted(path)}\n");
            }
        }

        return text.Append("done\n").ToString();
    }

    private static void AppendData(StringBuilder text, string data) =>
        text.Append($"data {Encoding.UTF8.GetByteCount(data)}\n").Append(data).Append('\n');

    private static string Plain(string text) =>
        string.Concat(text.Where(character => character is not ('<' or '>' or '\n' or '\r' or '\0')));

    private static string Quoted(string path) =>
        "\""
            + path.Replace("\\", "\\\\", StringComparison.Ordinal)
                .Replace("\"", "\\\"", StringComparison.Ordinal)
                .Replace("\n", "\\n", StringComparison.Ordinal)
            + "\"";
}
