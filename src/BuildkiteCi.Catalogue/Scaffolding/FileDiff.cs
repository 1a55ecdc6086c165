using System.Collections.Immutable;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace BuildkiteCi.Catalogue.Scaffolding;

/// <summary>What a new text of a file changes, line by line, for people to read.</summary>
public static class FileDiff
{
    private const int Around = 2;

    /// <summary>Compares two texts.</summary>
    /// <returns>Changed lines with what surrounds them: <c>- old</c>, <c>+ new</c>, <c>  kept</c>, and <c>…</c> where lines are left out;
    /// none where nothing changes.</returns>
    public static ImmutableArray<string> Of(string before, string after)
    {
        var lines = OldBeforeNew(InlineDiffBuilder.Diff(before, after, ignoreWhiteSpace: false).Lines);
        var near = new bool[lines.Count];
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Type == ChangeType.Unchanged) continue;
            for (var j = Math.Max(0, i - Around); j <= Math.Min(lines.Count - 1, i + Around); j++) near[j] = true;
        }

        var shown = ImmutableArray.CreateBuilder<string>();
        for (var i = 0; i < lines.Count; i++)
        {
            if (near[i]) shown.Add(Text(lines[i]));
            else if (shown.Count > 0 && shown[^1] != "…" && near.AsSpan(i).Contains(true)) shown.Add("…");
        }

        return shown.ToImmutable();
    }

    private static List<DiffPiece> OldBeforeNew(List<DiffPiece> lines)
    {
        var ordered = new List<DiffPiece>(lines.Count);
        var inserted = new List<DiffPiece>();
        foreach (var line in lines)
        {
            if (line.Type == ChangeType.Inserted)
            {
                inserted.Add(line);
                continue;
            }

            if (line.Type == ChangeType.Unchanged)
            {
                ordered.AddRange(inserted);
                inserted.Clear();
            }

            ordered.Add(line);
        }

        ordered.AddRange(inserted);
        return ordered;
    }

    private static string Text(DiffPiece line) => line.Type switch
    {
        ChangeType.Inserted => $"+ {line.Text}",
        ChangeType.Deleted => $"- {line.Text}",
        _ => $"  {line.Text}",
    };
}
