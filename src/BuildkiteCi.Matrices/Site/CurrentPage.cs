using System.Collections.Immutable;
using System.Text.Json;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Matrices.Definitions;

namespace BuildkiteCi.Matrices.Site;

/// <summary>The two pages that most readers come for: all models, and all features, as each implementation's newest publication has them.</summary>
internal static class CurrentPage
{
    /// <summary>The page of models, which is the site's first.</summary>
    public static string Models(SiteContent content)
    {
        var html = new HtmlText();
        html.Add($"<h1>Which models work on which TPU</h1>\n");
        WriteWorksOn(html, content);
        WriteSources(html, content);
        WriteTables(html, content, SubjectKind.Model);
        return PageFrame.Write("Models", "index.html", content.Generations, html);
    }

    /// <summary>The page of features.</summary>
    public static string Features(SiteContent content)
    {
        var html = new HtmlText();
        html.Add($"<h1>Which features work on which TPU</h1>\n");
        WriteSources(html, content);
        WriteTables(html, content, SubjectKind.Feature);
        return PageFrame.Write("Features", "features.html", content.Generations, html);
    }

    // The first of the two clicks to "does my model work on my TPU".
    private static void WriteWorksOn(HtmlText html, SiteContent content)
    {
        html.Add($"<ul class=\"cards\">\n");
        foreach (var generation in content.Generations)
        {
            var working = content.Subjects.Count(subject => subject.Kind == SubjectKind.Model && subject.Tracks.Any(track => Verdicts.Of(subject.Definition, track.Newest, generation) == Verdict.Works));
            html.Add($"<li><a href=\"{WorksOnPage.Address(generation)}\"><strong>Works on {generation}</strong> <span>{working} {(working == 1 ? "model" : "models")}</span></a></li>\n");
        }

        html.Add($"</ul>\n");
    }

    private static void WriteSources(HtmlText html, SiteContent content)
    {
        html.Add($"<p class=\"sources\">As of ");
        NewestPublications.Write(html, content);
        var release = content.Publications.FirstOrDefault(publication => publication.About.Release is not null);
        if (release is not null) html.Add($". Newest release: <a href=\"{release.Address}\">{release.Title}</a>");
        html.Add($". <a href=\"publications.html\">All releases and nights</a>. A status opens its history.</p>\n");
    }

    private static void WriteTables(HtmlText html, SiteContent content, SubjectKind kind)
    {
        var rows = (from line in content.Lines.Index()
                    from subject in content.Subjects
                    where subject.Kind == kind
                    let track = subject.Tracks.FirstOrDefault(track => track.Line == line.Item)
                    let newest = track?.Newest
                    where newest is not null
                    select new ResultTableRow(subject, newest, line.Item.Implementation, track)).ToLookup(row => row.Subject.Definition);
        if (rows.Count == 0)
        {
            html.Add($"<p>{(!content.Publications.Any() ? "Nothing was published yet." : "No results: the newest publications hold none.")}</p>\n");
            return;
        }

        if (!content.Lines.Any(line => line.Newest.Results.HasResults)) html.Add($"<p><strong>No test has a result.</strong></p>\n");

        ImmutableArray<MatrixDefinition> definitions = [.. rows.Select(ofOne => ofOne.Key)];
        var types = kind == SubjectKind.Model ? rows.SelectMany(ofOne => ofOne).Select(row => row.Support.Type).Distinct().Order(StringComparer.Ordinal) : definitions.Select(definition => definition.Title);
        FilterForm.Write(html, content.Generations, types, [.. content.Lines.Select(line => line.Implementation)]);
        var lines = Lines(content);
        foreach (var definition in definitions)
        {
            if (definitions.Length > 1) html.Add($"<h2 id=\"{definition.ShortKey}\">{definition.Title}</h2>\n");
            new ResultTable(definition, content.Generations, "") { ShowsImplementation = content.Lines.Length > 1, Lines = lines }.Write(html, [.. rows[definition]]);
        }
    }

    // { "auto": [["v0.12.0", "publications/default-v0.12.0.html"], …] }
    private static string Lines(SiteContent content) => JsonSerializer.Serialize(
        content.Lines.ToDictionary(line => line.Implementation, line => line.Publications.Select(publication => new[] { publication.Title, publication.Address }).ToArray()),
        SiteJson.Default.DictionaryStringStringArrayArray);
}
