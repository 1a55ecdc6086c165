using System.Collections.Immutable;
using BuildkiteCi.Core;

namespace BuildkiteCi.Adopting.Observing;

/// <summary>Finds the file whose text was uploaded.</summary>
internal static class UploadedFile
{
    private const string Priority = "priority:";

    /// <summary>The file that a call names, else the pipeline file with the same text; null where there is none.</summary>
    public static string? Find(string text, IFileTree files, ImmutableArray<string> words)
    {
        if (words.Skip(2).FirstOrDefault(word => !word.StartsWith('-') && files.Read(word) is not null) is { } named) return named;
        var own = text.StartsWith(Priority, StringComparison.Ordinal) ? text[(text.IndexOf('\n') + 1)..] : text;
        var all = files
            .List(".buildkite")
            .Where(path => path.EndsWith(".yml", StringComparison.Ordinal) || path.EndsWith(".yaml", StringComparison.Ordinal))
            .ToArray();
        return Array.Find(all, path => files.Read(path) is { } known && (known == own || known.TrimEnd() == own.TrimEnd()))
            ?? Array.Find(all, path => IsTemplate(files.Read(path), own));
    }

    // A file whose placeholders were filled has as many lines, and many of them unchanged.
    private static bool IsTemplate(string? file, string uploaded)
    {
        if (file is null || !file.Contains("PLACEHOLDER", StringComparison.Ordinal)) return false;
        var (before, after) = (file.TrimEnd().Split('\n'), uploaded.TrimEnd().Split('\n'));
        return before.Length == after.Length && before.Zip(after).Count(pair => pair.First == pair.Second) * 3 > before.Length;
    }
}
