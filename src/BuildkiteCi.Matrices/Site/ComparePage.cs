using System.Text.Json;
using BuildkiteCi.Core.Pages;
using BuildkiteCi.Core.Text;
using BuildkiteCi.Matrices.History;
using BuildkiteCi.Matrices.Json;
using BuildkiteCi.Matrices.Releases;

namespace BuildkiteCi.Matrices.Site;

/// <summary>What changed between any two releases: written for the newest and the one before it, any other pair is the script's.</summary>
internal static class ComparePage
{
    /// <summary>Where the verdicts of all releases are.</summary>
    public const string Data = "assets/compare.js";

    /// <summary>The page, and the same as JSON.</summary>
    public static IEnumerable<(string Address, string Text)> Write(SiteContent content)
    {
        var history = content.History;
        var editions = CompareData.Editions(history);
        var html = new HtmlText();
        html.Add(
            $"<div class=\"hero\"><h1>What changed</h1><p id=\"lead\">Between two releases, for every model and feature, on every TPU, in "
                + $"every implementation.</p></div>\n"
        );
        if (history.Newest is not { } after)
        {
            html.Add($"<div class=\"none\"><p><b>Nothing was published yet.</b></p></div>\n");
            yield return ("compare.html", PageFrame.Write(content, Page("Nothing was published yet."), html));
            yield return ("compare.json", "{}\n");
            yield break;
        }

        var comparison = ReleaseComparison.Of(history, history.Before(after), after);
        html.Add(
            $"<form class=\"filters jsonly\" "
                + $"id=\"pick\">{Select("a", "From", editions, comparison.Before)}{Select("b", "To", editions, after)}</form>\n"
        );
        html.Add(
            $"<p class=\"nojs\">{comparison.Before?.Title ?? "Nothing"} to {after.Title}. <a href=\"publications.html\">Each release "
                + $"against the one before it</a>.</p><div id=\"out\">"
        );
        ChangeList.Write(html, content, comparison, "");
        html.Add($"</div>\n");
        yield return (
            "compare.html",
            PageFrame.Write(
                content,
                Page($"{comparison.Before?.Title ?? "nothing"} to {after.Title}: {ReleaseNotes.Summary(comparison)}."),
                html
            )
        );
        yield return ("compare.json", ComparisonFile.Write(comparison));
        yield return (Data, $"window.compareData={JsonSerializer.Serialize(CompareData.Of(content), SiteJson.Default.CompareData)};\n");
    }

    private static SitePage Page(string description) =>
        new("What changed", description, "compare.html", "compare.json") { Section = "compare.html", Script = Data };

    private static HtmlText Select(string name, string label, Edition[] editions, Edition? chosen) =>
        PageParts.Choice(name, label, editions.Index().Reverse().Select(one =>
            ($"{one.Index}", one.Item.IsRelease ? one.Item.Title : $"Nightly {one.Item.TableTitle}", one.Item == chosen)));
}
