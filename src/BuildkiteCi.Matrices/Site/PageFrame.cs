using BuildkiteCi.Core.Pages;
using BuildkiteCi.Core.Text;

namespace BuildkiteCi.Matrices.Site;

/// <summary>What every page has around its content: head, navigation, foot.</summary>
internal static class PageFrame
{
    private const string Logo =
        """<svg viewBox="0 0 22 22" aria-hidden="true"><rect x="3" y="3" width="16" height="16" rx="3" fill="none" stroke="currentColor" stroke-width="1.8"/><path d="m7 11 3 3 5.500-6" fill="none" stroke="currentColor" stroke-width="2"/><path d="M8 0v3M14 0v3M8 19v3M14 19v3M0 8h3M0 14h3M19 8h3M19 14h3" stroke="currentColor" stroke-width="1.600"/></svg>""";

    private static readonly (string Title, string Address)[] Sections =
    [
        ("Models", "index.html"),
        ("Features", "features.html"),
        ("Compare", "compare.html"),
        ("Flaky", "flaky.html"),
        ("Releases", "publications.html"),
    ];

    /// <summary>A whole page.</summary>
    public static string Write(SiteContent content, SitePage page, HtmlText main)
    {
        var html = new HtmlText();
        WriteHead(html, content, page);
        html.Add($"<body>{Signs.All}<a class=\"skip\" href=\"#m\">Skip to the results</a>\n");
        html.Add(content.Shared($"top {page.Up} {page.Section} {page.Front}", top => WriteTop(top, content, page)));
        html.Add(
            $"<main id=\"m\" tabindex=\"-1\"><div "
                + $"class=\"w\">{content.Shared("stale", stale => stale.Add(Stale(content)))}{main}</div></main>\n"
        );
        WriteFoot(html, content, page);
        html.Add($"</body></html>\n");
        return html.ToString();
    }

    private static void WriteHead(HtmlText html, SiteContent content, SitePage page)
    {
        var (settings, up, title) = (content.Settings, page.Up, $"{page.Title} · {content.Settings.Title}");
        html.Add(PageParts.Head(title, "script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'"));
        html.Add($"""
            <meta name="description" content="{page.Description}">
            <meta property="og:title" content="{title}"><meta property="og:description" content="{page.Description}"><meta property="og:type" content="website"><meta property="og:site_name" content="{settings.Title}"><meta name="twitter:card" content="summary_large_image">

            """);
        if (settings.Address is not null)
        {
            html.Add(
                $"<link rel=\"canonical\" href=\"{settings.Absolute(page.Address == "index.html" ? "" : page.Address)}\"><meta "
                    + $"property=\"og:url\" content=\"{settings.Absolute(page.Address == "index.html" ? "" : page.Address)}\">\n"
            );
        }

        html.Add(
            $"<meta property=\"og:image\" content=\"{(settings.Address is null ? up : "")}{settings.Absolute("assets/card.png")}\"><meta "
                + $"property=\"og:image:alt\" content=\"{settings.Title}\">\n"
        );
        html.Add(
            $"<link rel=\"alternate\" type=\"application/json\" href=\"{up}{page.Data}\" title=\"This page as data\"><link "
                + $"rel=\"alternate\" type=\"application/atom+xml\" href=\"{up}feeds/all.atom\" title=\"What changed\">\n"
        );
        html.Add(
            $"<link rel=\"icon\" type=\"image/svg+xml\" href=\"{up}assets/icon.svg\"><link rel=\"stylesheet\" "
                + $"href=\"{up}assets/site.css\"><script src=\"{up}assets/site.js\"></script>"
        );
        if (page.Script is { } script) html.Add($"<script src=\"{up}{script}\" defer></script>");
        html.Add($"</head>\n");
    }

    private static void WriteTop(HtmlText html, SiteContent content, SitePage page)
    {
        var up = page.Up;
        html.Add(
            $"<header class=\"top\"><div class=\"w\"><a class=\"brand\" "
                + $"href=\"{up}index.html\">{new HtmlText().AddMarkup(Logo)}{content.Settings.Title}</a><nav aria-label=\"Pages\">"
        );
        foreach (var (title, address) in Sections)
        {
            html.Add($"<a href=\"{up}{address}\"");
            if (address == page.Section) html.Add($" aria-current=\"page\"");
            html.Add($">{title}</a>");
        }

        html.Add($"</nav>");
        if (content.History.NewestRelease is { } release)
        {
            html.Add($"<div class=\"pubs\">");
            if (content.History.NewestNight is not null)
            {
                html.Add($"<span class=\"seg\" role=\"group\" aria-label=\"Results of\">");
                Segment(html, page, "index.html", release.Title);
                Segment(html, page, "nightly.html", "Nightly");
                html.Add($"</span>");
            }

            WriteOlder(html, content, up);
            html.Add($"</div>");
        }

        html.Add($"</div></header>\n");
    }

    private static void Segment(HtmlText html, SitePage page, string address, string title)
    {
        html.Add($"<a href=\"{page.Up}{address}\"");
        if (page.Front == address) html.Add($" aria-current=\"true\"");
        html.Add($">{title}</a>");
    }

    private static void WriteOlder(HtmlText html, SiteContent content, string up)
    {
        const int Shown = 8;
        html.Add($"<details><summary>Older</summary><ul>");
        foreach (var release in content.History.Releases.Reverse().Take(Shown))
            html.Add(
                $"<li><a href=\"{up}{content.Address(release)}\"><span>{release.Title}</span><span class=\"soft\">{release.Day}</span></a>"
            );
        html.Add($"<li><a href=\"{up}publications.html\">All releases and nights</a></ul></details>");
    }

    // The reader's clock decides (site.js); what is known to be old while the page is written needs no script.
    private static HtmlText Stale(SiteContent content)
    {
        var html = new HtmlText();
        if (content.History.Editions.MaxBy(edition => edition.Date) is not { } newest) return html;
        var days = (int)(content.Now - newest.Date).TotalDays;
        html.Add($"<p class=\"stale\" data-date=\"{newest.Date.UtcDateTime.ToString("yyyy-MM-dd")}\"");
        if (days <= 7) html.Add($" hidden");
        return html.Add($"><b>These results are old.</b> The newest are of {newest.Day}.</p>");
    }

    private static void WriteFoot(HtmlText html, SiteContent content, SitePage page)
    {
        var up = page.Up;
        html.Add(
            $"<footer><div class=\"w\"><ul><li><a href=\"{up}{page.Data}\">This page as JSON</a><li><a href=\"{up}support.json\">All "
                + $"results as JSON</a>"
        );
        if (content.Settings.Repository is { } repository)
            html.Add($"<li><a href=\"{repository.Text.TrimEnd('/')}/tree/{content.Settings.Branch}/support_matrices\">CSV</a>");
        html.Add(
            $"<li><a href=\"{up}feeds/all.atom\">Atom feed</a><li><a href=\"{up}feeds/releases.atom\">Feed of releases</a><li><a "
                + $"href=\"{up}index.html#legend\">What the signs mean</a>"
        );
        if (content.Settings.Repository is { } home) html.Add($"<li><a href=\"{home.Text}\">{home.Text.TrimEnd('/').Split("//")[^1]}</a>");
        html.Add($"</ul><div>");
        var sources = new[]
        {
            content.History.NewestRelease is { } release ? $"of {release.Title} published {release.Day}" : "",
            content.History.NewestNight is { } night ? $"of {night.Name}" : "",
        }
            .Where(text => text.Length > 0)
            .ToArray();
        html.Add($"{(sources.Length == 0 ? "Nothing was published yet." : $"Results {string.Join(", ", sources)}.")}</div></div></footer>");
    }
}
