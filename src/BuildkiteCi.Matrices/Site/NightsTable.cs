using System.Text;
using BuildkiteCi.Core.Text;
using BuildkiteCi.Matrices.History;
using BuildkiteCi.Matrices.Judging;

namespace BuildkiteCi.Matrices.Site;

/// <summary>A subject night by night: a strip a stage, how often it failed, how flaky it is, since when it fails and where to
/// look.</summary>
internal static class NightsTable
{
    /// <summary>Nights that are shown and counted: three months, since more marks are thinner than a pixel on a phone.</summary>
    public const int MostNights = 90;

    private static readonly (char Letter, string Y)[] Marks =
    [
        (StatusLetter.Pass, "9.5"),
        (StatusLetter.Fail, "12.5"),
        (StatusLetter.NotRun, "10"),
        (StatusLetter.TooLarge, "11"),
    ];

    /// <summary>Adds the section; nothing where there are no nights.</summary>
    public static void Write(HtmlText html, SiteContent content, SubjectHistory subject)
    {
        var history = content.History;
        var tracks = (from generation in history.Generations
                      from implementation in subject.Implementations
                      where history.Nights.TakeLast(MostNights).Any(night => subject.At(night, implementation, generation) is not null)
                      select (Generation: generation, Implementation: implementation)).ToArray();
        if (tracks.Length == 0) return;
        var shown = Math.Min(MostNights, history.Nights.Length);
        html.Add($"<h2 id=\"nights\">Night by night</h2>\n");
        foreach (var (generation, implementation) in tracks) WriteFixes(html, content, subject, generation, implementation);
        html.Add(
            $"<table class=\"hs\"><caption class=\"vh\">Results of the last {shown} nights, stage by stage</caption><thead><tr><th "
                + $"scope=\"col\"><span class=\"vh\">Stage</span></th><td class=\"st\"><div class=\"axis\" "
                + $"aria-hidden=\"true\"><span>{history.Nights[^shown].TableTitle}</span><span>{history.Nights[^1].TableTitle}</span></div></td><th scope=\"col\" class=\"r sm soft\">failed</th><th scope=\"col\" class=\"r sm soft\">flaky</th><th scope=\"col\"><span class=\"vh\">Now</span></th></tr></thead>"
        );
        foreach (var (generation, implementation) in tracks)
        {
            html.Add(
                $"<tbody><tr class=\"grp\"><th colspan=\"5\" scope=\"rowgroup\">{generation} <span "
                    + $"class=\"soft\">{implementation}</span></th></tr>\n"
            );
            foreach (var at in Enumerable.Range(0, subject.Definition.Stages.Length))
                WriteRow(html, history, subject.Nights(implementation, generation, at), generation, implementation, shown);
            html.Add($"</tbody>");
        }

        html.Add(
            $"</table>\n<p class=\"note\"><span class=\"w_\" aria-hidden=\"true\">▀</span> passed, <span class=\"f_\" "
                + $"aria-hidden=\"true\">█</span> failed (hangs below the line), <span class=\"h_\" aria-hidden=\"true\">▬</span> too "
                + $"large, <span class=\"u_\" aria-hidden=\"true\">–</span> not run, gap: nothing published that night. <a "
                + $"href=\"../{Path.ChangeExtension(content.Address(subject), ".json")}\">These nights as JSON</a></p>\n"
        );
    }

    /// <summary>Now, in words: <c>failing since 12 Aug, 8 nights</c>.</summary>
    public static HtmlText Now(StageNights nights)
    {
        var html = new HtmlText();
        if (nights.FailingSince is { } since)
            return html.Add(
                $"<b class=\"f_\">{(nights.NeverPassed ? "never passed" : $"failing since {since.TableTitle}")}</b>, "
                    + $"{Nights(nights.FailingNights)}"
            );
        if (nights.PassingSince is not { } first) return html.Add($"{(nights.Results > 0 ? "too large" : "not run")}");
        return nights.Failed == 0
            ? html.Add($"passed all {Nights(nights.PassingNights)}")
            : html.Add($"passing since {first.TableTitle}, {Nights(nights.PassingNights)}");
    }

    private static string Nights(int count) => count == 1 ? "1 night" : $"{count} nights";

    private static void WriteFixes(HtmlText html, SiteContent content, SubjectHistory subject, string generation, string implementation)
    {
        foreach (var (at, stage) in subject.Definition.Stages.Index())
        {
            var nights = subject.Nights(implementation, generation, at);
            if (nights.FailingSince is not { } since) continue;
            html.Add(
                $"<div class=\"fix\"><p><b>{subject.Definition.StageTitle(stage)} on {generation} with {implementation} "
                    + $"{(nights.NeverPassed ? "never passed" : $"failing since {since.Day}")}</b> ({Nights(nights.FailingNights)}; "
                    + $"{nights.Failed} of {nights.Results} failed)."
            );
            if (nights.LastPass is { } pass)
            {
                html.Add($" Last pass {pass.TableTitle}.");
                if (CommitLinks.Range(content.Settings, pass, since, implementation) is { } range) html.Add($" Commits {range}.");
            }

            var facts = subject.At(since, implementation, generation)?.Failure(at);
            if (facts?.Job is { } job) html.Add($" <a href=\"{job.Text}\">First failing job</a>.");
            if (facts?.Note is { } note) html.Add($" {note}.");
            if (facts?.Issue is { } issue) html.Add($" <a href=\"{issue.Text}\">Issue</a>.");
            else if (content.Settings.Repository is { } repository)
                html.Add(
                    $" <a href=\"{repository.Text.TrimEnd('/')}/issues/new?title={Uri.EscapeDataString($"{subject.Name}: {stage} fails on {generation} ({implementation})")}\">Open an issue</a>."
                );
            html.Add($"</p></div>\n");
        }
    }

    private static void WriteRow(
        HtmlText html,
        SupportHistory history,
        StageNights nights,
        string generation,
        string implementation,
        int shown
    )
    {
        var letters = nights.Letters[^shown..];
        var recent = nights.Recent(history.Nights, implementation, shown);
        html.Add(
            $"<tr><th scope=\"row\">{nights.Title}</th><td class=\"st\"><svg viewBox=\"0 0 {shown * 10} 22\" "
                + $"preserveAspectRatio=\"none\" class=\"strip\" role=\"img\" data-s=\"{letters}\" "
                + $"aria-label=\"{Label(nights, letters, generation, implementation)}\"><path class=\"D\" d=\"M0 "
                + $"16h{(shown * 10) - 2}v1H0z\"/>"
        );
        foreach (var (letter, y) in Marks)
            if (Line(letters, letter, y) is { Length: > 0 } line) html.Add($"<path class=\"{letter.ToString()}\" d=\"{line}\"/>");
        html.Add(
            $"</svg></td><td class=\"r n\">{(recent.Results == 0 ? "–" : $"{recent.Failed} of {recent.Results}")}</td><td class=\"r "
                + $"n\">{(recent.Results == 0 ? "" : $"{Math.Round(recent.FlakyShare * 100):0} %")}</td><td "
                + $"class=\"why\">{Now(nights)}</td></tr>\n"
        );
    }

    // One dashed path for all nights of a status: a mark a night, neighbours in one stroke.
    private static string Line(string letters, char letter, string y)
    {
        var line = new StringBuilder();
        for (var at = 0; at < letters.Length; at++)
        {
            if (Mark(letters[at]) != letter) continue;
            var end = at;
            while (end < letters.Length && Mark(letters[end]) == letter) end++;
            line.Append($"M{at * 10} {y}h{((end - at) * 10) - 2}");
            at = end;
        }

        return line.ToString();
    }

    // What is declared or not applicable was not run either.
    private static char Mark(char letter) =>
        letter is StatusLetter.Pass or StatusLetter.Fail or StatusLetter.TooLarge or StatusLetter.Nothing ? letter : StatusLetter.NotRun;

    private static string Label(StageNights nights, string letters, string generation, string implementation)
    {
        var counts = new[]
        {
            (StatusLetter.Pass, "passed"),
            (StatusLetter.Fail, "failed"),
            (StatusLetter.TooLarge, "too large"),
            (StatusLetter.NotRun, "not run"),
        }
            .Select(one => (Count: letters.Count(letter => Mark(letter) == one.Item1), Word: one.Item2))
            .Where(one => one.Count > 0)
            .Select(one => $"{one.Count} {one.Word}")
            .ToArray();
        return $"{nights.Title} on {generation}, {implementation}: {letters.Length} nights, "
            + $"{(counts.Length == 0 ? "nothing published" : string.Join(", ", counts))}";
    }
}
