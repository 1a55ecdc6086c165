using BuildkiteCi.Core.Text;

namespace BuildkiteCi.Matrices.Site;

/// <summary>What a server shows for an address that is none.</summary>
internal static class NotFoundPage
{
    /// <summary>The page. Servers show it at any depth, so its links are absolute where the site's address is known.</summary>
    public static string Write(SiteContent content)
    {
        var html = new HtmlText();
        html.Add(
            $"<div class=\"hero\"><h1>Nothing is here</h1><p>The model or release may have another name, or may no longer be "
                + $"published.</p></div><div class=\"none\"><ul><li><a href=\"{content.Settings.Absolute("index.html")}\">All "
                + $"models</a><li><a href=\"{content.Settings.Absolute("features.html")}\">All features</a><li><a "
                + $"href=\"{content.Settings.Absolute("publications.html")}\">All releases and nightlies</a></ul></div>\n"
        );
        return PageFrame.Write(content, new SitePage("Not found", "There is no such page.", "404.html", "support.json"), html);
    }
}
