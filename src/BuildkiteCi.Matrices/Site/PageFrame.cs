namespace BuildkiteCi.Matrices.Site;

/// <summary>What every page has around its content: head, navigation, foot.</summary>
internal static class PageFrame
{
    /// <summary>What the whole site is called.</summary>
    public const string SiteTitle = "vLLM on TPU: what works";

    private static readonly (string Title, string Address)[] Pages =
        [("Models", "index.html"), ("Features", "features.html"), ("Releases and nights", "publications.html")];

    /// <summary>A whole page.</summary>
    /// <param name="title">The page's title.</param>
    /// <param name="address">The page's own address, from the site's root; it decides how far up the root is.</param>
    /// <param name="generations">The generations that have a page of what works on them.</param>
    /// <param name="content">What stands between navigation and foot.</param>
    public static string Write(string title, string address, IEnumerable<string> generations, HtmlText content)
    {
        var up = Up(address);
        var html = new HtmlText();
        html.Add($"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'">
            <title>{title} · {SiteTitle}</title>
            <link rel="stylesheet" href="{up}assets/site.css">
            <link rel="icon" type="image/svg+xml" href="{up}assets/icon.svg">
            <link rel="alternate" type="application/atom+xml" title="All changes" href="{up}feeds/all.atom">
            <script src="{up}assets/site.js" defer></script>
            </head>
            <body>
            <a class="skip" href="#main">Skip to the content</a>
            <header><nav aria-label="Site"><a class="home" href="{up}index.html">{SiteTitle}</a>
            <ul>
            """);
        foreach (var page in Pages) AppendLink(html, page.Title, page.Address, address, up);
        foreach (var generation in generations) AppendLink(html, $"Works on {generation}", WorksOnPage.Address(generation), address, up);
        html.Add($"""
            </ul></nav></header>
            <main id="main" tabindex="-1">
            {content}</main>
            <footer><p>Generated from test results. News as feeds: <a href="{up}feeds/all.atom">all</a>, <a href="{up}feeds/releases.atom">releases</a>
            """);
        foreach (var generation in generations) html.Add($", <a href=\"{up}{AtomFeed.Address(generation)}\">{generation}</a>");
        html.Add($"""
            .</p></footer>
            </body>
            </html>

            """);
        return html.ToString();
    }

    /// <summary>The way from a page to the site's root.</summary>
    public static string Up(string address) => string.Concat(Enumerable.Repeat("../", address.Count(character => character == '/')));

    private static void AppendLink(HtmlText html, string title, string target, string here, string up)
    {
        html.Add($"<li><a href=\"{up}{target}\"");
        if (target == here) html.Add($" aria-current=\"page\"");
        html.Add($">{title}</a></li>\n");
    }
}
