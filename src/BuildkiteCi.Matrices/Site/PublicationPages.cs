using System.Collections.Immutable;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Matrices.Releases;
using BuildkiteCi.Matrices.Results;

namespace BuildkiteCi.Matrices.Site;

/// <summary>The list of all releases and nights, and the page of each: what changed, then all of its matrices.</summary>
internal static class PublicationPages
{
    private const int MostChanges = 500;

    /// <summary>The list, newest first.</summary>
    public static string List(SiteContent content)
    {
        var html = new HtmlText();
        html.Add($"<h1>Releases and nights</h1>\n<div class=\"scroll\" role=\"region\" aria-label=\"Publications\" tabindex=\"0\"><table>\n<thead><tr><th scope=\"col\">Publication</th><th scope=\"col\">Date</th><th scope=\"col\">Implementation</th><th scope=\"col\">Kind</th><th scope=\"col\">Passing</th><th scope=\"col\">Failing</th><th scope=\"col\">Changes</th></tr></thead>\n<tbody>\n");
        foreach (var publication in content.Publications)
        {
            var stages = publication.Results.Generations.SelectMany(generation => generation.Subjects).SelectMany(subject => subject.Stages).ToArray();
            html.Add($"<tr><th scope=\"row\"><a href=\"{publication.Address}\">{publication.Title}</a></th><td>{publication.Day}</td><td>{publication.About.Implementation}</td><td>{(publication.About.Release is null ? "night" : "release")}</td>");
            html.Add($"<td class=\"m\">{stages.Count(stage => stage.Status == Status.Passing)}</td><td class=\"m\">{stages.Count(stage => stage.Status == Status.Failing)}</td><td class=\"w\">{ChangeList.Summary(publication.Comparison)}</td></tr>\n");
        }

        html.Add($"</tbody></table></div>\n");
        return PageFrame.Write("Releases and nights", "publications.html", content.Generations, html);
    }

    /// <summary>The page of one publication.</summary>
    /// <param name="content">The site.</param>
    /// <param name="publication">The publication.</param>
    /// <param name="subjects">The site's subjects by what they are.</param>
    public static string Write(SiteContent content, SitePublication publication, ILookup<(Catalogue.SubjectKind, Catalogue.SubjectName), SiteSubject> subjects)
    {
        var up = PageFrame.Up(publication.Address);
        var about = publication.About;
        var html = new HtmlText();
        html.Add($"<h1>{(about.Release is null ? "Night of " : "Release ")}{publication.Title}</h1>\n<p>Implementation {about.Implementation}, published {publication.Day}");
        foreach (var (repository, commit) in about.Commits) html.Add($", {repository} <code>{(commit.Length == 40 ? commit[..12] : commit)}</code>");
        foreach (var (package, version) in about.Versions) html.Add($", {package} <code>{version}</code>");
        if (about.BuildUrl is { } build) html.Add($", <a href=\"{build.Text}\">build</a>");
        html.Add($".</p>\n");

        if (!publication.Results.HasResults) html.Add($"<p><strong>No test has a result.</strong></p>\n");
        ChangeList.Write(html, publication.Comparison, MostChanges, place => subjects[(place.Kind, place.Subject)].FirstOrDefault() is { } subject ? $"{up}{subject.Address}" : null);
        ImmutableArray<string> generations = [.. publication.Results.Generations.Select(generation => generation.Generation)];
        var types = publication.Supports.SelectMany(support => support.Subjects).Where(subject => subject.Kind == Catalogue.SubjectKind.Model).Select(subject => subject.Type)
            .Concat(publication.Supports.Where(support => support.Definition.Kind == Catalogue.SubjectKind.Feature).Select(support => support.Definition.Title));
        FilterForm.Write(html, generations, types.Distinct().Order(StringComparer.Ordinal), []);
        foreach (var support in publication.Supports)
        {
            html.Add($"<h2 id=\"{support.Definition.ShortKey}\">{support.Definition.Title}</h2>\n");
            var rows = from subject in support.Subjects
                       from known in subjects[(subject.Kind, subject.Name)].Take(1)
                       select new ResultTableRow(known, subject, about.Implementation, null);
            new ResultTable(support.Definition, generations, up).Write(html, [.. rows]);
        }

        return PageFrame.Write($"{publication.Title} ({about.Implementation})", publication.Address, content.Generations, html);
    }
}
