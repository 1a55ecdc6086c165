using System.Collections.Immutable;
using System.Net;
using System.Text;

namespace BuildkiteCi.Core.Problems;

/// <summary>Diagnostics as Markdown, for an annotation on a build's page.</summary>
public static class ProblemMarkdown
{
    // Far below the 1 MiB of an annotation, and more than anybody reads.
    private const int ShownAtMost = 100;

    /// <summary>How many there are, then one line a problem, the worst first; of very many the first hundred.</summary>
    public static string Write(ImmutableArray<Diagnostic> diagnostics)
    {
        var page = new StringBuilder($"**{Count(diagnostics)}**\n\n");
        foreach (var diagnostic in diagnostics.OrderBy(diagnostic => diagnostic.Severity).Take(ShownAtMost))
            page.Append($"- {Code(diagnostic.Location.ToString())} {Diagnostic.Word(diagnostic.Severity)} **{diagnostic.Rule.Code}**: {Text(diagnostic.Message)}; {Text(diagnostic.Fix)}\n");
        if (diagnostics.Length > ShownAtMost) page.Append($"- and {diagnostics.Length - ShownAtMost:N0} more\n");
        return page.ToString();
    }

    /// <summary>A sentence: <c>2 errors, 1 warning</c>; <c>nothing found</c> where there is none.</summary>
    public static string Count(ImmutableArray<Diagnostic> diagnostics)
    {
        var counts = diagnostics.GroupBy(diagnostic => diagnostic.Severity).OrderBy(group => group.Key)
            .Select(group => $"{group.Count():N0} {Diagnostic.Word(group.Key)}{(group.Count() == 1 ? "" : "s")}").ToList();
        return counts.Count == 0 ? "nothing found" : string.Join(", ", counts);
    }

    private static string Code(string text) => $"<code>{Text(text)}</code>";

    // A message quotes what files hold: neither HTML nor Markdown of theirs may come to life.
    private static string Text(string text)
    {
        var escaped = new StringBuilder();
        foreach (var character in WebUtility.HtmlEncode(text))
        {
            if ("\\`*_{}[]()!|~:".Contains(character)) escaped.Append($"&#{(int)character};");
            else escaped.Append(character);
        }

        return escaped.ToString();
    }
}
