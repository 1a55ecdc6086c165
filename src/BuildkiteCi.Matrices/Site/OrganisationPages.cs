using BuildkiteCi.Core.Text;
using BuildkiteCi.Matrices.History;

namespace BuildkiteCi.Matrices.Site;

/// <summary>A page for each organisation of a catalogue that is too large for one page.</summary>
internal static class OrganisationPages
{
    /// <summary>The page of an organisation.</summary>
    public static string Write(SiteContent content, Edition edition, string name, string address, SubjectHistory[] models)
    {
        var html = new HtmlText();
        var description = FrontPage.Description(content, edition, models, "models");
        html.Add(
            $"<p class=\"crumb\"><a href=\"../index.html\">Models</a></p><div class=\"mh\"><h1>{name}</h1></div><p>{description}</p>\n"
        );
        new VerdictTable(content, edition, "../")
        {
            Id = "mt",
            Title = $"Models of {name}",
            NameHeader = "Model",
        }.Write(html, FrontPage.Groups(content, edition, models));
        return PageFrame.Write(
            content,
            new SitePage($"{name} on TPU", description, address, "support.json") { Section = "index.html" },
            html
        );
    }

    /// <summary>Names, addresses and verdicts of all models as a script, for the search: one line a model.</summary>
    public static string NamesScript(SiteContent content, Edition edition)
    {
        var rows =
            from organisation in content.Organisations
            from model in organisation.Models
            select new[]
            {
                model.Shown,
                content.Address(model),
                string.Concat(
                    content.History.Generations.Select(generation => Judging.VerdictLook.Of(model.Row(edition, generation)?.Verdict).Letter)
                ),
            };
        return $"window.allNames={System.Text.Json.JsonSerializer.Serialize(rows.ToArray(), SiteJson.Default.StringArrayArray)};\n";
    }
}
