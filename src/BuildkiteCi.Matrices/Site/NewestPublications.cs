namespace BuildkiteCi.Matrices.Site;

/// <summary>What a page speaks of: the newest publication of each implementation.</summary>
internal static class NewestPublications
{
    /// <summary>Adds them to a page at the site's root: <c>v0.13.0 (auto), 2026-08-21 (vllm)</c>, each linked to its page.</summary>
    public static void Write(HtmlText html, SiteContent content)
    {
        var separator = "";
        foreach (var line in content.Lines)
        {
            html.Add($"{separator}<a href=\"{line.Newest.Address}\">{line.Newest.Title}</a> ({line.Implementation})");
            separator = ", ";
        }
    }
}
