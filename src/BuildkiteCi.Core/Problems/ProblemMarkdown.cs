using System.Collections.Immutable;
using System.Text;
using BuildkiteCi.Core.Text;

namespace BuildkiteCi.Core.Problems;

/// <summary>Diagnostics as Markdown, for an annotation on a build's page.</summary>
public static class ProblemMarkdown
{
    // An annotation holds 1 MiB, and a character has three bytes at most.
    private const int MostCharacters = 300_000;
    private const int LongestMessage = 2000;
    private const int MostProblems = 500;

    // Few problems are shown at once; of more each file is opened by hand.
    private const int FewProblems = 10;

    /// <summary>How many there are, then file by file, those with errors first, each with its problems folded below it; a cut is
    /// said.</summary>
    /// <param name="diagnostics">The problems.</param>
    /// <param name="pages">Where rules are documented: codes link there.</param>
    public static string Write(ImmutableArray<Diagnostic> diagnostics, RulePages? pages = null)
    {
        var files = diagnostics
            .GroupBy(diagnostic => diagnostic.Location.Path, StringComparer.Ordinal)
            .OrderBy(file => file.Min(diagnostic => diagnostic.Severity))
            .ThenBy(file => file.Key, StringComparer.Ordinal)
            .ToList();
        var page = new StringBuilder($"**{Count(diagnostics)}**{(files.Count > 1 ? $" in {files.Count:N0} files" : "")}\n");
        var shown = 0;
        foreach (var file in files)
        {
            if (shown >= MostProblems || page.Length > MostCharacters) break;
            page.Append(
                $"\n<details{(diagnostics.Length <= FewProblems ? " open" : "")}><summary>{Code(file.Key)}: {Count([.. file])}</summary>\n"
                    + "\n"
            );
            foreach (
                var diagnostic in file.OrderBy(diagnostic => diagnostic.Severity)
                    .ThenBy(diagnostic => diagnostic.Location)
                    .Take(MostProblems - shown)
            )
            {
                page.Append(
                    $"- {Place(diagnostic.Location)}{Diagnostic.Word(diagnostic.Severity)} {Linked(diagnostic.Rule, pages)}: "
                        + $"{MarkdownText.InHtml(Cut(diagnostic.Message))}; {MarkdownText.InHtml(Cut(diagnostic.Fix))}\n"
                );
                shown++;
                if (page.Length > MostCharacters) break;
            }

            page.Append("\n</details>\n");
        }

        if (shown < diagnostics.Length) page.Append($"\n… and {diagnostics.Length - shown:N0} more, which the job's log lists.\n");
        return page.ToString();
    }

    private static string Cut(string text) => text.Length <= LongestMessage ? text : $"{text[..LongestMessage]}…";

    private static string Place(SourceLocation location) => location.Line > 0 ? $"line {location.Line}: " : "";

    private static string Linked(Rule rule, RulePages? pages) =>
        pages is { IsOnline: true } ? $"[{rule.Code}]({pages.Of(rule)})" : $"**{rule.Code}**";

    /// <summary>A sentence: <c>2 errors, 1 warning</c>; <c>nothing found</c> where there is none.</summary>
    public static string Count(ImmutableArray<Diagnostic> diagnostics)
    {
        var counts = diagnostics.GroupBy(diagnostic => diagnostic.Severity).OrderBy(group => group.Key)
            .Select(group => $"{group.Count():N0} {Diagnostic.Word(group.Key)}{(group.Count() == 1 ? "" : "s")}").ToList();
        return counts.Count == 0 ? "nothing found" : string.Join(", ", counts);
    }

    private static string Code(string text) => $"<code>{MarkdownText.InHtml(text)}</code>";
}
