using BuildkiteCi.Core.Text;
using BuildkiteCi.Matrices.Definitions;
using BuildkiteCi.Matrices.History;

namespace BuildkiteCi.Matrices.Site;

/// <summary>Links to commits of the tested repository.</summary>
internal static class CommitLinks
{
    private const int Shown = 9;

    /// <summary>A commit, linked where the repository's address is known.</summary>
    public static HtmlText Link(SiteSettings settings, string commit) =>
        settings.Repository is { } repository
            ? new HtmlText().Add(
                $"<a href=\"{repository.Text.TrimEnd('/')}/commit/{Uri.EscapeDataString(commit)}\"><code>{Short(commit)}</code></a>"
            )
            : new HtmlText().Add($"<code>{Short(commit)}</code>");

    /// <summary>What lies between two nights of an implementation: <c>9d146be..7b0ac14</c>; null where either's commit is not
    /// known.</summary>
    public static HtmlText? Range(SiteSettings settings, Edition from, Edition to, string implementation)
    {
        if (Tested(settings, from, implementation) is not { } first || Tested(settings, to, implementation) is not { } last) return null;
        return settings.Repository is { } repository
            ? new HtmlText().Add(
                $"<a href=\"{repository.Text.TrimEnd('/')}/compare/{Uri.EscapeDataString(first)}...{Uri.EscapeDataString(last)}\"><code>{Short(first)}..{Short(last)}</code></a>"
            )
            : new HtmlText().Add($"<code>{Short(first)}..{Short(last)}</code>");
    }

    // What was tested; where only the commit that published it is known, that one came later and bounds it all the same.
    private static string? Tested(SiteSettings settings, Edition edition, string implementation)
    {
        if (edition.Publications.GetValueOrDefault(implementation) is not { } publication) return null;
        var repository = settings.Repository?.Text.TrimEnd('/').Split('/')[^1];
        return (repository is null ? null : publication.Commits.GetValueOrDefault(repository)) ?? publication.PublishedBy;
    }

    private static string Short(string commit) => commit.Length > Shown ? commit[..Shown] : commit;
}
