using System.Collections.Immutable;
using System.Text;

namespace BuildkiteCi.Core.Problems;

/// <summary>A file with all its safe mends.</summary>
/// <param name="Path">The file.</param>
/// <param name="Before">Its text.</param>
/// <param name="After">Its text, mended; as many lines, all others as they were.</param>
public sealed record FileFix(string Path, string Before, string After)
{
    private const int Context = 2;

    /// <summary>The files that the problems' edits change. An edit whose old text no longer is in its place, or that overlaps another, is
    /// left out.</summary>
    /// <param name="found">The problems.</param>
    /// <param name="read">The text of a file, or null.</param>
    public static ImmutableArray<FileFix> Of(IEnumerable<Diagnostic> found, Func<string, string?> read) =>
        [
            .. found
                .Select(diagnostic => diagnostic.Edit)
                .OfType<TextEdit>()
                .Distinct()
                .GroupBy(edit => edit.Location.Path, StringComparer.Ordinal)
                .OrderBy(file => file.Key, StringComparer.Ordinal)
                .Select(file => read(file.Key) is { } text ? new FileFix(file.Key, text, Apply(text, file)) : null)
                .OfType<FileFix>()
                .Where(fix => fix.Before != fix.After),
        ];

    /// <summary>The change as a unified diff.</summary>
    public string Diff()
    {
        var (before, after) = (Before.Split('\n'), After.Split('\n'));
        var diff = new StringBuilder($"--- a/{Path}\n+++ b/{Path}\n");
        for (var i = 0; i < before.Length; i++)
        {
            if (before[i] == after[i]) continue;
            var end = i;
            for (var j = i; j < before.Length && j <= end + (2 * Context); j++)
                if (before[j] != after[j]) end = j;
            var (from, to) = (Math.Max(0, i - Context), Math.Min(before.Length - 1, end + Context));
            if (to == before.Length - 1 && before[to].Length == 0 && to > end) to--;
            diff.Append($"@@ -{from + 1},{to - from + 1} +{from + 1},{to - from + 1} @@\n");
            for (var j = from; j <= to;)
            {
                var same = j;
                while (j <= to && before[j] != after[j]) j++;
                for (var k = same; k < j; k++) diff.Append($"-{before[k]}\n");
                for (var k = same; k < j; k++) diff.Append($"+{after[k]}\n");
                if (j <= to) diff.Append($" {before[j++]}\n");
            }

            i = to;
        }

        return diff.ToString();
    }

    private static string Apply(string text, IEnumerable<TextEdit> edits)
    {
        var starts = new List<int> { 0 };
        for (var at = text.IndexOf('\n', StringComparison.Ordinal); at >= 0; at = text.IndexOf('\n', at + 1)) starts.Add(at + 1);
        var last = int.MaxValue;
        var mended = new StringBuilder(text);
        foreach (
            var (offset, edit) in edits
                .Select(edit => (Offset: Offset(text, starts, edit), edit))
                .Where(one => one.Offset >= 0)
                .OrderByDescending(one => one.Offset)
        )
        {
            if (offset + edit.Old.Length > last) continue;
            mended.Remove(offset, edit.Old.Length).Insert(offset, edit.New);
            last = offset;
        }

        return mended.ToString();
    }

    private static int Offset(string text, List<int> starts, TextEdit edit)
    {
        if (edit.Location.Line < 1 || edit.Location.Line > starts.Count || edit.Location.Column < 1) return -1;
        var offset = starts[edit.Location.Line - 1] + edit.Location.Column - 1;
        if (offset > text.Length) return -1;
        if (string.CompareOrdinal(text, offset, edit.Old, 0, edit.Old.Length) == 0) return offset;
        return
            offset < text.Length
            && text[offset] is '"' or '\''
            && string.CompareOrdinal(text, offset + 1, edit.Old, 0, edit.Old.Length) == 0
            ? offset + 1
            : -1;
    }
}
