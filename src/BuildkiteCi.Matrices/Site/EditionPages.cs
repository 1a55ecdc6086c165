using BuildkiteCi.Catalogue;
using BuildkiteCi.Core.Json;
using BuildkiteCi.Core.Text;
using BuildkiteCi.Matrices.History;
using BuildkiteCi.Matrices.Json;
using BuildkiteCi.Matrices.Judging;
using BuildkiteCi.Matrices.Releases;

namespace BuildkiteCi.Matrices.Site;

/// <summary>The list of all releases and nights, and the page of each: what changed since the one before, and of a release all
/// verdicts.</summary>
internal static class EditionPages
{
    private const int MostOfLarge = 100;

    /// <summary>The list, newest first.</summary>
    public static string List(SiteContent content, IReadOnlyDictionary<Edition, ReleaseComparison> comparisons)
    {
        var html = new HtmlText();
        html.Add($"<div class=\"hero\"><h1>Releases and nightlies</h1><p>Each against the one before it.</p></div>\n");
        Section(html, content, "Releases", content.History.Releases.Reverse(), comparisons);
        Section(html, content, "Nightlies", content.History.Nights.Reverse(), comparisons);
        return PageFrame.Write(
            content,
            new SitePage(
                "Releases and nightlies",
                "What changed in each release and each nightly build.",
                "publications.html",
                "publications.json"
            )
            {
                Section = "publications.html",
            },
            html
        );
    }

    /// <summary>The list as JSON.</summary>
    public static string ListJson(SiteContent content, IReadOnlyDictionary<Edition, ReleaseComparison> comparisons) => JsonText.IndentedObject(json =>
    {
        json.WriteStartArray("publications");
        foreach (var edition in content.History.Releases.Reverse().Concat(content.History.Nights.Reverse()))
        {
            json.WriteStartObject();
            json.WriteString("title", edition.Title);
            json.WriteString("kind", edition.IsRelease ? "release" : "nightly");
            json.WriteString("date", edition.Date.UtcDateTime.ToString("yyyy-MM-dd"));
            json.WriteString("page", content.Address(edition));
            json.WriteString("summary", ReleaseNotes.Summary(comparisons[edition]));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <summary>The page of a release or night.</summary>
    public static string Write(SiteContent content, Edition edition, ReleaseComparison comparison)
    {
        var address = content.Address(edition);
        var html = new HtmlText();
        html.Add(
            $"<p class=\"crumb\"><a href=\"../publications.html\">Releases and nightlies</a></p><div "
                + $"class=\"mh\"><h1>{(edition.IsRelease ? edition.Title : $"Night of {edition.Day}")}</h1></div>\n"
        );
        html.Add(
            $"<p>Published "
                + $"{edition.Day}{(comparison.Before is { } before ? $". Since {before.Name}: {ReleaseNotes.Summary(comparison)}" : "")}.</p>\n"
        );
        WriteSources(html, content, edition);
        ChangeList.Write(html, content, comparison, "../");
        if (edition.IsRelease) WriteVerdicts(html, content, edition);
        return PageFrame.Write(
            content,
            new SitePage(
                edition.IsRelease ? edition.Title : $"Nightly, {edition.Day}",
                $"What changed on TPU in {edition.Name}: {ReleaseNotes.Summary(comparison)}.",
                address,
                Path.ChangeExtension(address, ".json")
            )
            {
                Section = "publications.html",
            },
            html);
    }

    private static void Section(
        HtmlText html,
        SiteContent content,
        string title,
        IEnumerable<Edition> editions,
        IReadOnlyDictionary<Edition, ReleaseComparison> comparisons
    )
    {
        var all = editions.ToArray();
        if (all.Length == 0) return;
        html.Add(
            $"<h2 id=\"{Names.Id(title)}\">{title}</h2><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{title}\"><table "
                + $"class=\"tb\"><caption class=\"vh\">{title}, newest first</caption><thead><tr><th "
                + $"scope=\"col\">{(title == "Releases" ? "Release" : "Night")}</th>"
        );
        foreach (var generation in content.History.Generations) html.Add($"<th scope=\"col\" class=\"r\">work on {generation}</th>");
        html.Add($"<th scope=\"col\">Changes</th></tr></thead><tbody>\n");
        foreach (var edition in all)
        {
            html.Add(
                $"<tr><th scope=\"row\"><a href=\"{content.Address(edition)}\">{(edition.IsRelease ? edition.Title : edition.Day)}</a>"
            );
            if (edition.IsRelease) html.Add($" <span class=\"soft\">{edition.Day}</span>");
            html.Add($"</th>");
            foreach (var generation in content.History.Generations)
                html.Add(
                    $"<td class=\"r "
                        + $"n\">{content.History.Subjects.Count(subject => subject.Row(edition, generation)?.Verdict.Works == true)}</td>"
                );
            html.Add($"<td>{ReleaseNotes.Summary(comparisons[edition])}</td></tr>\n");
        }

        html.Add($"</tbody></table></div>\n");
    }

    private static void WriteSources(HtmlText html, SiteContent content, Edition edition)
    {
        html.Add($"<ul class=\"src\">");
        foreach (var (implementation, publication) in edition.Publications)
        {
            html.Add($"<li>{implementation}");
            foreach (var (repository, commit) in publication.Commits) html.Add($", {repository} <code>{Short(commit)}</code>");
            foreach (var (package, version) in publication.Versions) html.Add($", {package} <code>{version}</code>");
            if (publication.PublishedBy is { } by) html.Add($", published by {CommitLinks.Link(content.Settings, by)}");
            if (publication.BuildUrl is { } build) html.Add($", <a href=\"{build.Text}\">build</a>");
            html.Add($"</li>");
        }

        html.Add($"</ul>\n");
    }

    private static void WriteVerdicts(HtmlText html, SiteContent content, Edition edition)
    {
        SubjectHistory[] subjects = [.. content.History.InOrder(edition)];
        SubjectHistory[] models =
        [
            .. subjects.Where(subject =>
                subject.Kind == SubjectKind.Model
                && content.History.Generations.Any(generation =>
                    subject.Row(edition, generation)?.Verdict is { Kind: not VerdictKind.Untested }
                )
            ),
        ];
        if (models.Length == 0) return;
        // Of a large catalogue no list is whole, and there are dozens of releases.
        var most = content.IsLarge ? MostOfLarge : SiteContent.MostRows;
        html.Add($"<h2 id=\"models\">Models in {edition.Title}</h2>\n");
        new VerdictTable(content, edition, "../")
        {
            Id = "mt",
            Title = $"Models in {edition.Title}",
            NameHeader = "Model",
        }.Write(html, FrontPage.Groups(content, edition, [.. models.Take(most)]));
        if (models.Length > most)
            html.Add($"<p class=\"note\">And {models.Length - most} more; each model’s page has all of its releases.</p>\n");
    }

    private static string Short(string commit) => commit.Length == 40 ? commit[..12] : commit;
}
