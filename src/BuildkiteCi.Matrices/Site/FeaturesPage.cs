using BuildkiteCi.Catalogue;
using BuildkiteCi.Core.Text;
using BuildkiteCi.Matrices.History;

namespace BuildkiteCi.Matrices.Site;

/// <summary>Features × hardware: every feature, by matrix.</summary>
internal static class FeaturesPage
{
    /// <summary>The page of the newest edition.</summary>
    public static string Write(SiteContent content)
    {
        var html = new HtmlText();
        var edition = content.History.Newest;
        SubjectHistory[] features = edition is null
            ? []
            : [.. content.History.InOrder(edition).Where(subject => subject.Kind == SubjectKind.Feature)];
        var description = edition is null ? "Nothing was published yet." : FrontPage.Description(content, edition, features, "features");
        html.Add($"<div class=\"hero\"><h1>Features on TPU</h1><p>{description}</p>\n");
        if (features.Length > 0)
            FrontPage.WriteAsk(html, content, "Feature", "eagle3, fp8", [], content.History.Implementations.Length > 1);
        html.Add($"</div>\n");
        if (edition is not null) WriteTable(html, content, edition, features);
        html.Add($"<div id=\"none\" class=\"none jsonly\" hidden></div>\n");
        Legend.Write(html, content);
        return PageFrame.Write(
            content,
            new SitePage("Features", description, "features.html", "support.json") { Section = "features.html" },
            html
        );
    }

    /// <summary>The table of features, matrix by matrix.</summary>
    public static void WriteTable(HtmlText html, SiteContent content, Edition edition, IEnumerable<SubjectHistory> features) =>
        new VerdictTable(content, edition, "")
        {
            Id = "ft",
            Title = "Features",
            NameHeader = "Feature",
        }.Write(
            html,
            features
                .GroupBy(feature => feature.Definition)
                .Select(same => (same.Key.Title == "Features" ? "Core" : same.Key.Title, same.ToArray()))
        );
}
