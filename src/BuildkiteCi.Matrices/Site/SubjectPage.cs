using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Core.Text;
using BuildkiteCi.Matrices.History;
using BuildkiteCi.Matrices.Judging;
using BuildkiteCi.Matrices.Results;

namespace BuildkiteCi.Matrices.Site;

/// <summary>The page of one subject: verdict sentences, how to run it, accuracy and speed, night by night, releases, badge.</summary>
internal static class SubjectPage
{
    /// <summary>The page.</summary>
    public static string Write(SiteContent content, SubjectHistory subject)
    {
        var history = content.History;
        // The edition that readers see first, else the newest that lists it: what is no longer published has a page, too.
        var edition =
            history.Newest is { } newest && subject.IsIn(newest) ? newest : history.Editions.Where(subject.IsIn).MaxBy(one => one.Date)!;
        var address = content.Address(subject);
        var page = new SitePage(
            $"{subject.Shown} on TPU",
            Sentences(history, subject, edition),
            address,
            Path.ChangeExtension(address, ".json")
        )
        {
            Section = subject.Kind == SubjectKind.Model ? "index.html" : "features.html",
        };
        var html = new HtmlText();
        WriteHeading(html, content, subject, page);
        if (!subject.IsIn(history.Newest!) && (history.NewestNight is not { } night || !subject.IsIn(night)))
            html.Add($"<p class=\"stale\"><b>No longer published.</b> Last in {edition.Name}.</p>\n");
        WriteCards(html, content, subject, edition);
        WriteRun(html, content, subject, edition);
        MeasuredTable.Write(html, content, subject, edition);
        CasesTable.Write(html, content, subject, edition);
        NightsTable.Write(html, content, subject);
        WriteReleases(html, content, subject);
        WriteBadge(html, content, subject, page);
        return PageFrame.Write(content, page, html);
    }

    private static string Sentences(SupportHistory history, SubjectHistory subject, Edition edition) =>
        string.Join(' ', history.Generations.Select(generation => Sentence(subject, edition, generation)));

    private static string Sentence(SubjectHistory subject, Edition edition, string generation)
    {
        var main = subject.Main(edition)!;
        var entry = subject.At(edition, main, generation);
        return entry is null && !subject.All.Tests(edition, main, generation) ? $"No results for {generation}."
            : entry is null ? $"Not listed for {generation}."
            : VerdictSentence.Of(entry.Verdict, generation, subject.Since(edition, main, generation)?.Title);
    }

    private static void WriteHeading(HtmlText html, SiteContent content, SubjectHistory subject, SitePage page)
    {
        var up = page.Up;
        var title = subject.Kind == SubjectKind.Model ? subject.Type : subject.Definition.Title;
        var home = subject.Kind == SubjectKind.Model ? ("index.html", "Models") : ("features.html", "Features");
        html.Add(
            $"<div class=\"mh\"><p class=\"crumb\"><a href=\"{up}{home.Item1}\">{home.Item2}</a> / "
                + $"{title}</p><h1>{Names.Of(subject)}</h1>\n<ul class=\"lk\">"
        );
        if (subject.Kind == SubjectKind.Model && ModelRepository.Of(subject.Name).Address is { } hub)
            html.Add($"<li><a href=\"{hub.Text}\">Hugging Face</a>");
        html.Add($"<li><a href=\"{up}{page.Data}\">JSON</a><li><a href=\"{up}feeds/all.atom\">Atom feed</a>");
        if (subject.Architecture is { } architecture) html.Add($"<li><code>{architecture}</code>");
        foreach (var fact in subject.Definition.Facts) html.Add($"<li>{fact.Header}: {fact.Of(subject.Name)}");
        html.Add($"</ul></div>\n");
    }

    private static void WriteCards(HtmlText html, SiteContent content, SubjectHistory subject, Edition edition)
    {
        html.Add($"<div class=\"cards\">");
        foreach (var generation in content.History.Generations) WriteCard(html, content, subject, edition, generation);
        html.Add($"</div>\n");
    }

    private static void WriteCard(HtmlText html, SiteContent content, SubjectHistory subject, Edition edition, string generation)
    {
        var main = subject.Main(edition)!;
        var entry = subject.At(edition, main, generation);
        var look = VerdictLook.Of(entry?.Verdict);
        html.Add(
            $"<section class=\"card {Signs.Class(look)}\" aria-label=\"{generation}\"><div "
                + $"class=\"t\"><b>{generation}</b>{content.Settings.GenerationTitle(generation)}</div><p "
                + $"class=\"say\">{Signs.Beside(look)}<span>{Sentence(subject, edition, generation)}</span></p><ul>"
        );
        if (main != Publication.Automatic) html.Add($"<li><span>tested with</span><span>{main}</span>");
        foreach (var other in content.History.Implementations.Where(one => one != main))
            if (subject.At(edition, other, generation) is { } its)
                html.Add($"<li><span>with {other}</span><span>{Signs.Beside(VerdictLook.Of(its.Verdict))}{its.Verdict.ToString()}</span>");
        if (
            edition.IsRelease
            && content.History.NewestNight is { } night
            && night.Date > edition.Date
            && subject.At(night, main, generation) is { } last
        )
            html.Add(
                $"<li><span>Last "
                    + $"night</span><span>{Signs.Beside(VerdictLook.Of(last.Verdict))}{(entry?.Verdict == last.Verdict ? "Still the same" : last.Verdict.ToString())} <span class=\"soft\">{night.TableTitle}</span></span>"
            );
        var details = subject.Details(edition, main, generation);
        if (details?.Stages.Select(stage => stage.Setup?.Chips).LastOrDefault(chips => chips is not null) is { } count)
            html.Add($"<li><span>Needs</span><span>{count} chip{(count == 1 ? "" : "s")}</span>");
        foreach (var stage in details?.Stages ?? []) WriteStage(html, subject, stage);
        html.Add($"</ul></section>");
    }

    // Only what a reader can act on: why a stage failed, its note, its job, how long it takes.
    private static void WriteStage(HtmlText html, SubjectHistory subject, Catalogue.Results.StageResult stage)
    {
        if (stage.Note is null && stage.JobUrl is null && stage.IssueUrl is null && stage.Duration is null) return;
        html.Add($"<li><span>{subject.Definition.StageTitle(stage.Stage)}</span><span>{stage.Status.Name}");
        if (stage.Note is { } note) html.Add($": {note}");
        if (stage.Duration is { } duration) html.Add($", {Elapsed.Text(duration)}");
        if (stage.Retries is > 0 and var retries) html.Add($", retried {(retries == 1 ? "once" : $"{retries} times")}");
        if (stage.JobUrl is { } job) html.Add($", <a href=\"{job.Text}\">job</a>");
        if (stage.IssueUrl is { } issue) html.Add($", <a href=\"{issue.Text}\">issue</a>");
        html.Add($"</span>");
    }

    private static void WriteRun(HtmlText html, SiteContent content, SubjectHistory subject, Edition edition)
    {
        var main = subject.Main(edition)!;
        var runs = content
            .History.Generations.Select(generation => (Generation: generation, Run: RunLine.Of(subject.Details(edition, main, generation))))
            .Where(one => one.Run is not null)
            .ToArray();
        if (runs.Length == 0) return;
        html.Add($"<h2 id=\"run\">How to run it</h2><div class=\"two\">");
        foreach (var (generation, run) in runs)
        {
            html.Add(
                $"<div><h3>{generation} <span "
                    + $"class=\"soft\">{run!.ChipsText}</span></h3>{CopyBox(run.Lines, run.Lines.Replace(" \\\n  ", " ", StringComparison.Ordinal))}</div>"
            );
        }

        html.Add(
            $"</div><p class=\"note\">These are the settings that CI tests with, not the fastest ones. <code>MODEL_IMPL_TYPE=vllm</code> "
                + $"in front chooses vLLM’s PyTorch implementation."
        );
        if (content.Settings.Install is { } install) html.Add($" <a href=\"{install.Text}\">Install vLLM for TPU</a>");
        html.Add($"</p>\n");
    }

    private static HtmlText CopyBox(string shown, string copied) =>
        new HtmlText().Add(
            $"<div class=\"run\"><pre><code>{shown}</code></pre><button type=\"button\" class=\"copy jsonly\" "
                + $"data-c=\"{copied}\">Copy</button></div>"
        );

    private static void WriteReleases(HtmlText html, SiteContent content, SubjectHistory subject)
    {
        var history = content.History;
        Edition[] editions = [.. history.Releases, .. history.NewestNight is { } night ? [night] : Array.Empty<Edition>()];
        html.Add(content.Shared("head of releases", head => WriteReleasesHead(head, content, editions)));
        foreach (var generation in history.Generations)
        {
            foreach (var implementation in subject.Implementations)
            {
                if (editions.All(edition => subject.At(edition, implementation, generation) is null)) continue;
                html.Add($"<tr><th scope=\"row\">{generation} <span class=\"soft\">{implementation}</span></th>");
                foreach (var edition in editions)
                    html.Add($"<td>{Signs.Alone(subject.At(edition, implementation, generation)?.Verdict)}</td>");
                html.Add($"</tr>\n");
            }
        }

        html.Add($"</tbody></table></div><p class=\"note\"><a href=\"../compare.html\">Compare two releases</a></p>\n");
    }

    private static void WriteReleasesHead(HtmlText html, SiteContent content, Edition[] editions)
    {
        html.Add(
            $"<h2 id=\"releases\">Releases</h2><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Releases\"><table "
                + $"class=\"tb rl\"><caption class=\"vh\">Verdict of each release</caption><thead><tr><th scope=\"col\">TPU</th>"
        );
        foreach (var edition in editions)
            html.Add($"<th scope=\"col\"><a href=\"../{content.Address(edition)}\">{edition.TableTitle}</a></th>");
        html.Add($"</tr></thead><tbody>");
    }

    private static void WriteBadge(HtmlText html, SiteContent content, SubjectHistory subject, SitePage page)
    {
        if (subject.Kind != SubjectKind.Model) return;
        var address = Badge.Address(content, subject);
        var markdown =
            $"[![{Badge.Text(content, subject)}]({content.Settings.Absolute(address)})]({content.Settings.Absolute(page.Address)})";
        html.Add(
            $"<h2 id=\"badge\">Badge</h2><p><img src=\"{page.Up}{address}\" alt=\"{Badge.Text(content, subject)}\" "
                + $"height=\"20\"></p>{CopyBox(markdown, markdown)}"
        );
        if (content.Settings.Address is null) html.Add($"<p class=\"note\">Put the site’s address in front of both paths.</p>");
        html.Add($"\n");
    }
}
