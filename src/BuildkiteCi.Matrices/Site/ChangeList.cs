using BuildkiteCi.Core.Text;
using BuildkiteCi.Matrices.Judging;
using BuildkiteCi.Matrices.Releases;

namespace BuildkiteCi.Matrices.Site;

/// <summary>A comparison as HTML, for pages: counts first, then a line a subject.</summary>
internal static class ChangeList
{
    /// <summary>Lines that a section has at most.</summary>
    public const int Most = 300;

    private static readonly (
        string Id,
        string Title,
        string Meaning,
        char Letter,
        Func<ReleaseComparison, IReadOnlyList<SubjectChange>> Changes
    )[] Sections =
    [
        ("broke", "Broke", "Worked in the first, no longer in the second.", 'f', comparison => comparison.Broke),
        ("works", "Newly works", "Works in the second, not yet in the first.", 'w', comparison => comparison.NewlyWorks),
        ("new", "New", "Not listed in the first.", 'm', comparison => comparison.Added),
        ("still", "Still failing or limited", "Failed or was limited in both.", 'l', comparison => comparison.StillFailing),
        ("lost", "No longer tested", "Had a result in the first, has none in the second.", 'u', comparison => comparison.NoLongerTested),
        ("other", "Other changes", "Changed in any other way.", 'm', comparison => comparison.Other),
    ];

    /// <summary>Adds the changes.</summary>
    public static void Write(HtmlText html, SiteContent content, ReleaseComparison comparison, string up)
    {
        if (comparison.Before is null)
        {
            html.Add($"<p>There is no earlier publication to compare with.</p>\n");
            return;
        }

        html.Add($"<div class=\"sum\">");
        foreach (var section in Sections)
            html.Add($"<a href=\"#{section.Id}\"><b>{section.Changes(comparison).Count}</b>{Sign(section.Letter)} {section.Title}</a>");
        html.Add($"</div>\n");
        foreach (var section in Sections)
            WriteSection(html, content, section.Id, section.Title, section.Meaning, section.Changes(comparison), up);
        if (!comparison.Speed.IsEmpty) WriteSpeeds(html, content, comparison, up);
    }

    private static void WriteSection(
        HtmlText html,
        SiteContent content,
        string id,
        string title,
        string meaning,
        IReadOnlyList<SubjectChange> changes,
        string up
    )
    {
        html.Add($"<h2 id=\"{id}\">{title}</h2><p class=\"note\">{meaning}</p>\n");
        if (changes.Count == 0)
        {
            html.Add($"<p>Nothing.</p>\n");
            return;
        }

        html.Add($"<ul class=\"df\">");
        foreach (var change in changes.Take(Most)) WriteLine(html, content, change, up);
        html.Add($"</ul>\n");
        if (changes.Count > Most) html.Add($"<p class=\"note\">And {changes.Count - Most} more; the data beside this page have all.</p>\n");
    }

    private static void WriteLine(HtmlText html, SiteContent content, SubjectChange change, string up)
    {
        html.Add(
            $"<li><span class=\"nm\"><a href=\"{up}{content.Address(change.Subject)}\">{change.Subject.Shown}</a><small "
                + $"class=\"soft\">{change.Where}</small>"
        );
        foreach (var cause in change.Causes)
        {
            html.Add($"<small class=\"soft\">{cause.ToString()}");
            if (cause.Facts?.Job is { } job) html.Add($", <a href=\"{job.Text}\">job</a>");
            if (cause.Facts?.Issue is { } issue) html.Add($", <a href=\"{issue.Text}\">issue</a>");
            html.Add($"</small>");
        }

        html.Add(
            $"</span>{Verdict(change.Before, "was", "was")}<span class=\"ar\" "
                + $"aria-hidden=\"true\">→</span>{Verdict(change.After, "is now", "now")}<span "
                + $"class=\"n\">{(change.Since is { } since ? $"since {since.TableTitle}" : "")}</span>\n"
        );
    }

    private static HtmlText Verdict(SubjectVerdict? verdict, string spoken, string style) =>
        new HtmlText().Add(
            $"<span class=\"v {Signs.Class(VerdictLook.Of(verdict))} {style}\"><span class=\"vh\">{spoken} "
                + $"</span>{Signs.Verdict(verdict)}</span>"
        );

    private static void WriteSpeeds(HtmlText html, SiteContent content, ReleaseComparison comparison, string up)
    {
        html.Add(
            $"<h2 id=\"speed\">Faster or slower</h2><p class=\"note\">Changed by more than {(int)(ReleaseComparison.Noise * 100)} %; "
                + $"nights differ by less.</p><ul class=\"sp\">"
        );
        foreach (var change in comparison.Speed.Take(Most))
            html.Add(
                $"<li><a href=\"{up}{content.Address(change.Subject)}\">{change.Subject.Shown}</a> <span "
                    + $"class=\"soft\">{change.Generation} {change.Implementation}</span>: {ReleaseNotes.Words(change)}"
            );
        html.Add($"</ul>\n");
    }

    private static HtmlText Sign(char letter) =>
        Signs.Beside(VerdictLook.All.FirstOrDefault(look => look.Letter == letter) ?? VerdictLook.NotListed);
}
