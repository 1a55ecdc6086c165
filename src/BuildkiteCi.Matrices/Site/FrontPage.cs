using BuildkiteCi.Catalogue;
using BuildkiteCi.Core.Text;
using BuildkiteCi.Matrices.History;
using BuildkiteCi.Matrices.Judging;

namespace BuildkiteCi.Matrices.Site;

/// <summary>"Does it run on my TPU?": every model with its verdicts, and the core features, of a release or of the newest night.</summary>
internal static class FrontPage
{
    private const string NeverTested = "Listed, never tested";

    /// <summary>The page of an edition.</summary>
    /// <param name="content">The site.</param>
    /// <param name="edition">The edition; null: nothing was published yet.</param>
    /// <param name="address">The page's address.</param>
    public static string Write(SiteContent content, Edition? edition, string address)
    {
        var html = new HtmlText();
        if (edition is null)
        {
            html.Add(
                $"<div class=\"hero\"><h1>Does it run on TPU?</h1></div><div class=\"none\"><p><b>Nothing was published yet.</b></p><p "
                    + $"class=\"soft\">The first release or nightly build that publishes its results fills this page.</p></div>\n"
            );
            Legend.Write(html, content);
            return PageFrame.Write(content, Page(content, null, address, "Nothing was published yet."), html);
        }

        var subjects = content.History.InOrder(edition);
        SubjectHistory[] models = [.. subjects.Where(subject => subject.Kind == SubjectKind.Model)];
        SubjectHistory[] features = [.. subjects.Where(subject => subject.Kind == SubjectKind.Feature)];
        var description = Description(content, edition, models, "models");
        WriteHero(html, content, edition, description, models);
        SubjectHistory[] shown = content.IsLarge
            ? [.. models.Where(model => IsTested(content, model, edition)).Take(SiteContent.MostRows)]
            : models;
        html.Add($"<h2 class=\"vh\" id=\"models\">Models</h2>\n");
        new VerdictTable(content, edition, "")
        {
            Id = "mt",
            Title = "Models",
            NameHeader = "Model",
        }.Write(html, Groups(content, edition, shown));
        WriteOrganisations(html, content, models.Length - shown.Length);
        html.Add($"<div id=\"none\" class=\"none jsonly\" hidden></div>\n");
        WriteFeatures(html, content, edition, features);
        Legend.Write(html, content);
        return PageFrame.Write(content, Page(content, edition, address, description), html);
    }

    /// <summary>Models by type, those without a result on any generation last.</summary>
    public static IEnumerable<(string Title, SubjectHistory[] Subjects)> Groups(
        SiteContent content,
        Edition edition,
        SubjectHistory[] models
    )
    {
        foreach (var type in models.Where(model => IsTested(content, model, edition)).GroupBy(model => model.Type))
            yield return (type.Key, [.. type]);
        yield return (NeverTested, [.. models.Where(model => !IsTested(content, model, edition))]);
    }

    /// <summary><c>17 of 31 models work on v7x, 10 on v6e. Tested for v0.27.0, 20 Aug 2026.</c></summary>
    public static string Description(SiteContent content, Edition edition, SubjectHistory[] subjects, string what)
    {
        if (subjects.Length == 0) return $"No {what} in {edition.Name}.";
        if (
            !subjects.Any(subject =>
                content.History.Generations.Any(generation => subject.Row(edition, generation)?.Verdict.IsTested == true)
            )
        )
            return $"No test has a result in {edition.Name}.";
        var counts = content
            .History.Generations.Reverse()
            .Select(generation =>
                (Generation: generation, Working: subjects.Count(subject => subject.Row(edition, generation)?.Verdict.Works == true))
            )
            .ToArray();
        var first = $"{counts[0].Working} of {subjects.Length} {what} work on {counts[0].Generation}";
        var rest = string.Concat(counts.Skip(1).Select(count => $", {count.Working} on {count.Generation}"));
        return $"{first}{rest}. Tested for {(edition.IsRelease ? $"{edition.Title}, {edition.Day}" : edition.Name)}.";
    }

    /// <summary>Adds search, "my TPU" and filters; all need the script.</summary>
    public static void WriteAsk(HtmlText html, SiteContent content, string what, string example, IEnumerable<string> types, bool others)
    {
        html.Add(
            $"<form class=\"ask jsonly\" role=\"search\" id=\"ask\"><label class=\"q\"><span "
                + $"class=\"vh\">{what}</span>{new HtmlText().AddMarkup("""<svg viewBox="0 0 20 20" aria-hidden="true"><path d="M8.500 2a6.500 6.500 0 1 1-4 11.600A6.500 6.500 0 0 1 8.500 2Zm0 1.800a4.700 4.700 0 1 0 0 9.400 4.700 4.700 0 0 0 0-9.400Zm5.300 8.700 4.700 4.700-1.300 1.300-4.700-4.700Z" fill="currentColor"/></svg>""")}"
        );
        html.Add(
            $"<input id=\"q\" type=\"search\" name=\"q\" placeholder=\"{what}, e.g. {example}\" autocomplete=\"off\" spellcheck=\"false\" "
                + $"aria-describedby=\"said\"><kbd aria-hidden=\"true\">/</kbd></label>"
        );
        html.Add(
            $"<span class=\"seg\" role=\"group\" aria-label=\"My TPU\"><button type=\"button\" data-g=\"\" aria-pressed=\"true\">Any "
                + $"TPU</button>"
        );
        foreach (var generation in content.History.Generations)
            html.Add($"<button type=\"button\" data-g=\"{generation}\" aria-pressed=\"false\">{generation}</button>");
        html.Add(
            $"</span></form>\n<div id=\"ans\" class=\"jsonly\" hidden></div>\n<div class=\"chips jsonly\" role=\"group\" aria-label=\"Show "
                + $"only\">"
        );
        foreach (
            var (letters, look) in new[] { ("ws", VerdictLook.Works) }.Concat(
                VerdictLook.All.Where(look => look.Letter is 'l' or 'f' or 'h' or 'u').Select(look => (look.Letter.ToString(), look))
            )
        )
            html.Add(
                $"<button type=\"button\" class=\"chip\" data-f=\"{letters}\" aria-pressed=\"false\">{Signs.Beside(look)}{look.Title} "
                    + $"<b></b></button>"
            );
        html.Add($"<span class=\"hr\"></span>");
        foreach (var type in types)
            html.Add($"<button type=\"button\" class=\"chip t\" data-k=\"{type}\" aria-pressed=\"false\">{type} <b></b></button>");
        if (others)
            html.Add(
                $"<button type=\"button\" class=\"chip t\" data-x=\"\" aria-pressed=\"false\">implementations differ <b></b></button>"
            );
        html.Add($"</div><p class=\"said jsonly\" id=\"said\" role=\"status\"></p>\n");
    }

    private static SitePage Page(SiteContent content, Edition? edition, string address, string description) =>
        new(
            edition is null ? "No results"
                : edition.IsRelease ? edition.Title
                : $"Nightly, {edition.Day}",
            description,
            address,
            edition == content.History.NewestNight && edition != content.History.Newest ? "nightly.json" : "support.json"
        )
        {
            Section = "index.html",
            Front = address,
            Script = content.IsLarge ? "assets/names.js" : null,
        };

    private static bool IsTested(SiteContent content, SubjectHistory subject, Edition edition) =>
        content.History.Generations.Any(generation => subject.Row(edition, generation)?.Verdict is { Kind: not VerdictKind.Untested });

    private static void WriteHero(HtmlText html, SiteContent content, Edition edition, string description, SubjectHistory[] models)
    {
        var types = models.Where(model => IsTested(content, model, edition)).Select(model => model.Type).Distinct().ToArray();
        html.Add($"<div class=\"hero\"><h1>Does it run on TPU?</h1><p>{description}</p>\n");
        WriteAsk(
            html,
            content,
            "Model or feature",
            "qwen3 32b",
            models.Select(model => model.Type).Distinct(),
            content.History.Implementations.Length > 1
        );
        html.Add($"<p class=\"nojs\">Find your model with your browser’s search (Ctrl+F), or go to ");
        foreach (var type in types) html.Add($"<a href=\"#{Names.Id(type)}\">{type.ToLowerInvariant()}</a>, ");
        html.Add($"<a href=\"features.html\">features</a> or <a href=\"#legend\">what the signs mean</a>.</p></div>\n");
    }

    private static void WriteOrganisations(HtmlText html, SiteContent content, int left)
    {
        if (content.Organisations.Count == 0) return;
        html.Add(
            $"<h2 id=\"organisations\">By organisation</h2><p class=\"note\">{left} more models are on the pages of their organisations; "
                + $"the search above finds them all.</p><ul class=\"orgs\">"
        );
        foreach (var (name, address, models) in content.Organisations)
            html.Add($"<li><a href=\"{address}\">{name}</a> <span class=\"soft\">{models.Length}</span>");
        html.Add($"</ul>\n");
    }

    private static void WriteFeatures(HtmlText html, SiteContent content, Edition edition, SubjectHistory[] features)
    {
        if (features.Length == 0) return;
        var first = features[0].Definition;
        html.Add(
            $"<h2 id=\"features\">Features</h2><p class=\"note\">Whether a feature gives right answers and is fast enough. <a "
                + $"href=\"features.html\">All {features.Length} features</a>: "
                + $"{string.Join(", ", features.Select(feature => feature.Definition.Title.ToLowerInvariant()).Distinct())}.</p>\n"
        );
        FeaturesPage.WriteTable(
            html,
            content,
            edition,
            features.Where(feature => feature.Definition == first).Take(SiteContent.MostRows)
        );
    }
}
