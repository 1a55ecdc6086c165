using BuildkiteCi.Core.Json;
using BuildkiteCi.Core.Text;
using BuildkiteCi.Matrices.History;
using BuildkiteCi.Matrices.Json;
using BuildkiteCi.Matrices.Judging;

namespace BuildkiteCi.Matrices.Site;

/// <summary>For people on call: which stages are flaky, and which are broken since when.</summary>
internal static class FlakyPage
{
    private const int Most = 200;

    /// <summary>The page, and the same as JSON.</summary>
    public static IEnumerable<(string Address, string Text)> Write(SiteContent content)
    {
        var all = Stages(content.History).ToArray();
        var flaky = all.Where(stage => stage.Recent.Flaky > 0)
            .OrderByDescending(stage => stage.Recent.FlakyShare)
            .ThenByDescending(stage => stage.Recent.Flaky)
            .ToArray();
        var broken = all.Where(stage => stage.Nights.FailingSince is not null && !stage.Nights.NeverPassed)
            .OrderByDescending(stage => stage.Nights.FailingSince!.Date)
            .ToArray();
        var never = all.Where(stage => stage.Nights.NeverPassed).OrderByDescending(stage => stage.Nights.FailingNights).ToArray();
        var html = new HtmlText();
        html.Add(
            $"<div class=\"hero\"><h1>Flaky or broken?</h1><p>Of the last "
                + $"{Math.Min(NightsTable.MostNights, content.History.Nights.Length)} nights. A stage is flaky where it fails between "
                + $"passes, and broken where it fails since its last pass.</p></div>\n"
        );
        WriteTable(html, content, "flaky", "Flaky", "Stages that failed between two passes, the flakiest first.", flaky);
        WriteTable(
            html,
            content,
            "broken",
            "Broken",
            "Stages that have failed every night since their last pass, the newest first.",
            broken
        );
        WriteTable(html, content, "never", "Never passed", "Stages without a pass on any night.", never);
        yield return (
            "flaky.html",
            PageFrame.Write(
                content,
                new SitePage("Flaky or broken", $"{flaky.Length} flaky stages, {broken.Length} broken.", "flaky.html", "flaky.json")
                {
                    Section = "flaky.html",
                },
                html
            )
        );
        yield return ("flaky.json", Json(flaky, broken, never));
    }

    private static IEnumerable<Stage> Stages(SupportHistory history) =>
        from subject in history.Subjects
        where history.NewestNight is { } newest && subject.IsIn(newest)
        from implementation in subject.Implementations
        from generation in history.Generations
        where subject.At(history.NewestNight!, implementation, generation) is not null
        from at in Enumerable.Range(0, subject.Definition.Stages.Length)
        let nights = subject.Nights(implementation, generation, at)
        let recent = nights.Recent(history.Nights, implementation, NightsTable.MostNights)
        where nights.FailingSince is not null || recent.Failed > 0
        select new Stage(subject, implementation, generation, at, nights, recent);

    private static void WriteTable(HtmlText html, SiteContent content, string id, string title, string meaning, Stage[] stages)
    {
        html.Add($"<h2 id=\"{id}\">{title} <small class=\"soft\">{stages.Length}</small></h2><p class=\"note\">{meaning}</p>\n");
        if (stages.Length == 0)
        {
            html.Add($"<p>None.</p>\n");
            return;
        }

        html.Add(
            $"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{title}\"><table class=\"tb\"><caption "
                + $"class=\"vh\">{title}</caption><thead><tr><th scope=\"col\">Subject</th><th scope=\"col\">TPU</th><th "
                + $"scope=\"col\">Stage</th><th scope=\"col\" class=\"r\">flaky</th><th scope=\"col\" class=\"r\">failed</th><th "
                + $"scope=\"col\">Now</th><th scope=\"col\">Commits</th></tr></thead><tbody>\n"
        );
        foreach (var stage in stages.Take(Most))
        {
            var (nights, recent) = (stage.Nights, stage.Recent);
            html.Add(
                $"<tr><th scope=\"row\"><a "
                    + $"href=\"{content.Address(stage.Subject)}#nights\">{stage.Subject.Shown}</a></th><td>{stage.Generation} <span "
                    + $"class=\"soft\">{stage.Implementation}</span></td><td>{nights.Title}</td><td class=\"r "
                    + $"n\">{(int)Math.Round(recent.FlakyShare * 100)} %</td><td class=\"r n\">{recent.Failed} of "
                    + $"{recent.Results}</td><td>{NightsTable.Now(nights)}{(recent.PassedOnSameCommit > 0 ? $"; passed again on the same commit {recent.PassedOnSameCommit} {(recent.PassedOnSameCommit == 1 ? "time" : "times")}" : "")}</td><td>"
            );
            if (
                nights is { FailingSince: { } since, LastPass: { } pass }
                && CommitLinks.Range(content.Settings, pass, since, stage.Implementation) is { } range
            )
                html.Add($"{range}");
            if (
                nights.FailingSince is { } first
                && stage.Subject.At(first, stage.Implementation, stage.Generation)?.Failure(stage.Number)?.Job is { } job
            )
                html.Add($" <a href=\"{job.Text}\">first failing job</a>");
            html.Add($"</td></tr>\n");
        }

        html.Add($"</tbody></table></div>\n");
        if (stages.Length > Most) html.Add($"<p class=\"note\">And {stages.Length - Most} more; the data beside this page have all.</p>\n");
    }

    private static string Json(Stage[] flaky, Stage[] broken, Stage[] never) => JsonText.ObjectLine(json =>
    {
        foreach (var (name, stages) in new[] { ("flaky", flaky), ("broken", broken), ("neverPassed", never) })
        {
            json.WriteStartArray(name);
            foreach (var stage in stages)
            {
                json.WriteStartObject();
                json.WriteString("name", stage.Subject.Name.Text);
                json.WriteString("generation", stage.Generation);
                json.WriteString("implementation", stage.Implementation);
                json.WriteString("stage", stage.Nights.Stage);
                json.WriteNumber("flakyShare", Math.Round(stage.Recent.FlakyShare, 4));
                json.WriteNumber("failed", stage.Recent.Failed);
                json.WriteNumber("nights", stage.Recent.Results);
                json.WriteNumber("passedOnSameCommit", stage.Recent.PassedOnSameCommit);
                if (stage.Nights.FailingSince is { } since) json.WriteString("failingSince", since.Title);
                if (stage.Nights.LastPass is { } pass) json.WriteString("lastPass", pass.Title);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }
    }) + "\n";

    private sealed record Stage(
        SubjectHistory Subject,
        string Implementation,
        string Generation,
        int Number,
        StageNights Nights,
        StageNights Recent
    );
}
