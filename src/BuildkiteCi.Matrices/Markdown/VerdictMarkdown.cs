using System.Text;
using BuildkiteCi.Matrices.History;
using BuildkiteCi.Matrices.Judging;
using static BuildkiteCi.Core.Text.MarkdownText;

namespace BuildkiteCi.Matrices.Markdown;

/// <summary>Verdicts as cells, legends and lines of Markdown: one form for pages and README sections.</summary>
internal static class VerdictMarkdown
{
    /// <summary>A cell: <c>✅&amp;nbsp;since&amp;nbsp;v0.18</c>, <c>⚠️ Limited: speed test fails</c>; a dash where it is not
    /// listed.</summary>
    public static string Cell(SubjectHistory subject, Edition edition, string implementation, string generation)
    {
        if (subject.At(edition, implementation, generation)?.Verdict is not { } verdict) return "–";
        var emoji = VerdictLook.Of(verdict).Emoji;
        return verdict.Kind switch
        {
            VerdictKind.Works => Unbroken(
                emoji,
                $"{Since(subject, edition, implementation, generation)}"
                    + $"{(verdict.Reason is "" or "no speed test" ? "" : $", {verdict.Reason}")}"
            ),
            VerdictKind.TooLarge or VerdictKind.Untested or VerdictKind.NotApplicable => Unbroken(
                emoji,
                verdict.ToString().ToLowerInvariant()
            ),
            _ => Unbroken(emoji, verdict.ToString()),
        };
    }

    /// <summary>A verdict alone, its reason for the pointer: for tables of many columns.</summary>
    public static string Sign(SubjectVerdict? verdict) =>
        verdict is null
            ? "–"
            : $"<span title=\"{System.Net.WebUtility.HtmlEncode(verdict.ToString())}\">{VerdictLook.Of(verdict).Emoji}</span>";

    /// <summary>What the signs mean, a list.</summary>
    public static string Legend() =>
        string.Concat(VerdictLook.All.Select(look => $"- {look.Emoji} **{Plain(look.Title)}.** {Plain(look.Meaning)}\n"));

    /// <summary>What was tested when, in one line: <c>Tested for **v0.27.0** (20 Aug 2026).</c></summary>
    public static string Date(Edition? edition) => edition is null
        ? "Nothing is published yet.\n"
        : $"Tested for {(edition.IsRelease ? $"**{Plain(edition.Title)}**" : "the nightly build")} ({Plain(edition.Day)}).\n";

    /// <summary>One plain line for each publication behind a table: build, commits, versions.</summary>
    public static string Sources(Edition edition, string? implementation)
    {
        var text = new StringBuilder();
        foreach (var (name, publication) in edition.Publications.Where(one => implementation is null || one.Key == implementation))
        {
            var parts = publication.Commits.Select(commit => $"{Plain(commit.Key)} {Code(Short(commit.Value))}")
                .Concat(publication.Versions.Select(version => $"{Plain(version.Key)} {Code(version.Value)}"))
                .Concat(publication.BuildUrl is { } build ? [Link("build", build)] : Array.Empty<string>()).ToArray();
            if (parts.Length > 0) text.Append($"- {Plain(name)}: {string.Join(", ", parts)}\n");
        }

        return text.ToString();
    }

    private static string Short(string commit) => commit.Length == 40 ? commit[..12] : commit;

    private static string Since(SubjectHistory subject, Edition edition, string implementation, string generation) =>
        subject.Since(edition, implementation, generation) is { } since ? $"since {Edition.ShortTag(since.Title)}" : "works";

    // GitHub and MkDocs break a cell at any blank; a sign on a line of its own reads as another row's.
    private static string Unbroken(string emoji, string words) =>
        $"{emoji}&nbsp;{Plain(words).Replace(" ", words.Length <= 16 ? "&nbsp;" : " ", StringComparison.Ordinal)}";
}
