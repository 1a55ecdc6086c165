using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace BuildkiteCi.Pipelines;

/// <summary>A file of pipelines: every YAML document in it is one, and an upload of its own (the agent from 3.99.0 on).</summary>
public static partial class PipelineFile
{
    // Buildkite takes no more uploads of one build.
    private const int MostDocuments = 500;

    /// <summary>Reads every document of a file, not yet interpolated.</summary>
    /// <returns>At least one; an empty document behind <c>---</c> is an error.</returns>
    public static ImmutableArray<Diagnosed<PipelineDocument>> Read(SourceFile file) => [.. Documents(file).Select(PipelineDocument.Read)];

    /// <summary>The documents of a file as files of their own; empty lines in front keep the line numbers. At most 500.</summary>
    public static IEnumerable<SourceFile> Documents(SourceFile file)
    {
        // A line that starts with '---' always parts two documents: text within one is indented.
        var starts = Separator().Matches(file.Text).Select(match => match.Index).ToList();
        if (starts.Count > 0 && IsPreamble(file.Text[..starts[0]])) starts.RemoveAt(0);
        if (starts.Count == 0) return [file];
        List<int> bounds = [0, .. starts, file.Text.Length];
        return Enumerable.Range(0, Math.Min(bounds.Count - 1, MostDocuments))
            .Select(i => i == 0 ? file with { Text = file.Text[..bounds[1]] } : Part(file, bounds[i], bounds[i + 1]));
    }

    private static SourceFile Part(SourceFile file, int start, int end) =>
        file with { Text = new string('\n', file.Text.AsSpan(0, start).Count('\n')) + file.Text[start..end] };

    // Comments and directives in front of the first '---' are none.
    private static bool IsPreamble(string text) => string.IsNullOrWhiteSpace(Comments().Replace(text, ""));

    [GeneratedRegex(@"^---(?=\s|$)", RegexOptions.Multiline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Separator();

    [GeneratedRegex("^([ \t\uFEFF]*#|%).*$", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Comments();
}
