using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Matrices.Results;

namespace BuildkiteCi.Matrices.Site;

/// <summary>The page of one subject: what is known now, how fast it was over time, and every publication that spoke of it.</summary>
internal static class SubjectPage
{
    /// <summary>Where on the subject's page a cell's history stands.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="track">The implementation.</param>
    /// <param name="generation">The generation's number.</param>
    /// <param name="stage">The stage's number.</param>
    public static string CellId(SiteSubject subject, SubjectTrack track, int generation, int stage) => $"h{subject.Tracks.IndexOf(track)}-{generation}-{stage}";

    /// <summary>The page.</summary>
    public static string Write(SiteContent content, SiteSubject subject)
    {
        var up = PageFrame.Up(subject.Address);
        var html = new HtmlText();
        WriteHeading(html, subject);
        WriteAnswers(html, content, subject, up);
        if (BenchmarkChart.Of(content, subject) is { } chart) html.Add($"<h2>Benchmark</h2>\n<figure tabindex=\"0\" aria-label=\"Benchmark\">{chart}</figure>\n");
        foreach (var (at, track) in subject.Tracks.Index()) WriteHistory(html, content, subject, track, at, up);
        if (subject.Kind == SubjectKind.Model) WriteBadge(html, subject, up);
        return PageFrame.Write(subject.Name.Text, subject.Address, content.Generations, html);
    }

    private static void WriteHeading(HtmlText html, SiteSubject subject)
    {
        var last = subject.Main.Newest ?? subject.Main.Last;
        html.Add($"<h1>{subject.Shown}</h1>\n<p>");
        if (subject.Kind == SubjectKind.Feature) html.Add($"{subject.Definition.Title}");
        else html.Add($"{last.Type} model");
        if (last.Architecture is { } architecture) html.Add($", <code>{architecture}</code>");
        foreach (var fact in subject.Definition.Facts) html.Add($", {fact.Header}: {fact.Of(subject.Name.Text)}");
        if (subject.Kind == SubjectKind.Model && ModelRepository.Of(subject.Name) is { Address: { } address } repository) html.Add($", <a href=\"{address.Text}\">{repository.Name} on Hugging Face</a>");
        html.Add($"</p>\n");
    }

    private static void WriteAnswers(HtmlText html, SiteContent content, SiteSubject subject, string up)
    {
        html.Add($"<ul class=\"answers\">\n");
        var answers = from generation in content.Generations
                      from track in subject.Tracks
                      let verdict = Verdicts.Of(subject.Definition, track.Newest, generation)
                      orderby verdict == Verdict.Unknown
                      select (Track: track, Generation: generation, Verdict: verdict);
        foreach (var (track, generation, verdict) in answers)
        {
            html.Add($"<li class=\"{Letter(verdict)}\">{Sentence(subject, track, generation, verdict)}");
            if (subject.Tracks.Length > 1) html.Add($" ({track.Line.Implementation})");
            if (verdict != Verdict.Unknown && Verdicts.Since(subject.Definition, track, generation) is { } since) html.Add($", since <a href=\"{up}{since.Address}\">{since.Title}</a>");
            if (Performance.Of(subject.Definition, track.Newest, generation) is { } speed) html.Add($", {Performance.Text(speed)}");
            WriteNotes(html, subject, track, generation);
            html.Add($"</li>\n");
        }

        html.Add($"</ul>\n");
    }

    private static string Sentence(SiteSubject subject, SubjectTrack track, string generation, Verdict verdict)
    {
        if (track.Newest is null) return $"No longer published for {generation}";
        var failing = subject.Definition.Stages.Where(stage => track.Newest.On(generation, stage).Status == Status.Failing).ToArray();
        var what = $"{string.Join(", ", failing)} {(failing.Length == 1 ? "fails" : "fail")}";
        return verdict switch
        {
            Verdict.Works => $"Works on {generation}",
            Verdict.WorksInPart => $"Works in part on {generation}: {what}",
            Verdict.Fails => $"Does not work on {generation}: {what}",
            Verdict.TooLarge => $"Does not fit into the memory of the {generation} machines that are tested",
            Verdict.Declared => $"Declared for {generation}, not tested here",
            _ => $"No results for {generation}",
        };
    }

    private static void WriteNotes(HtmlText html, SiteSubject subject, SubjectTrack track, string generation)
    {
        foreach (var result in subject.Definition.Stages.Select(stage => track.Newest?.On(generation, stage)).OfType<StageResult>())
        {
            if (result.Note is null && result.IssueUrl is null && !(result.Status == Status.Failing && result.JobUrl is not null)) continue;
            html.Add($"<br><small>{result.Stage}: {result.Note ?? result.Status.Name}");
            if (result.JobUrl is { } job) html.Add($", <a href=\"{job.Text}\">job</a>");
            if (result.IssueUrl is { } issue) html.Add($", <a href=\"{issue.Text}\">issue</a>");
            html.Add($"</small>");
        }
    }

    private static string Letter(Verdict verdict) => StatusLook.Letter(verdict switch
    {
        Verdict.Works => Status.Passing,
        Verdict.WorksInPart => Status.Beta,
        Verdict.Fails => Status.Failing,
        Verdict.TooLarge => Status.NotEnoughHbm,
        Verdict.Declared => Status.Declared,
        _ => Status.Untested,
    });

    private static void WriteHistory(HtmlText html, SiteContent content, SiteSubject subject, SubjectTrack track, int at, string up)
    {
        var stages = subject.Definition.Stages;
        ImmutableArray<bool> measured = [.. content.Generations.Select(generation => track.Results.Any(result => Performance.Of(subject.Definition, result, generation) is not null))];
        html.Add($"<h2>History, implementation {track.Line.Implementation}</h2>\n<div class=\"scroll\" role=\"region\" aria-label=\"History of {track.Line.Implementation}\" tabindex=\"0\"><table>\n");
        html.Add($"<thead><tr><th scope=\"col\" rowspan=\"2\">Publication</th><th scope=\"col\" rowspan=\"2\">Date</th>");
        foreach (var (number, generation) in content.Generations.Index()) html.Add($"<th scope=\"colgroup\" colspan=\"{stages.Length + (measured[number] ? 1 : 0)}\">{generation}</th>");
        html.Add($"</tr><tr>");
        foreach (var number in Enumerable.Range(0, content.Generations.Length))
        {
            foreach (var (column, stage) in stages.Index()) html.Add($"<th scope=\"col\" id=\"h{at}-{number}-{column}\">{stage}</th>");
            if (measured[number]) html.Add($"<th scope=\"col\" class=\"m\">Speed</th>");
        }

        html.Add($"</tr></thead>\n<tbody>\n");
        foreach (var (publication, result) in track.Line.Publications.Zip(track.Results).Reverse().Where(one => one.Second is not null))
        {
            html.Add($"<tr><th scope=\"row\"><a href=\"{up}{publication.Address}\">{publication.Title}</a></th><td>{publication.Day}</td>");
            foreach (var (number, generation) in content.Generations.Index())
            {
                foreach (var stage in stages) ResultTable.WriteCell(html, result!.On(generation, stage), null);
                if (measured[number]) ResultTable.WriteSpeed(html, Performance.Of(subject.Definition, result, generation));
            }

            html.Add($"</tr>\n");
        }

        html.Add($"</tbody></table></div>\n");
    }

    private static void WriteBadge(HtmlText html, SiteSubject subject, string up)
    {
        var address = Badge.Address(subject);
        html.Add($"<h2>Badge</h2>\n<p><img src=\"{up}{address}\" alt=\"{Badge.Text(subject)}\" height=\"20\"> <code>{address}</code></p>\n");
    }
}
