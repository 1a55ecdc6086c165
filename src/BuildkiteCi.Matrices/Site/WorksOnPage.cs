using BuildkiteCi.Catalogue;
using BuildkiteCi.Matrices.Definitions;

namespace BuildkiteCi.Matrices.Site;

/// <summary>What works on one generation: since when, how fast. A reader with a TPU comes here, and goes on to the model.</summary>
internal static class WorksOnPage
{
    private static readonly (Verdict Verdict, string Title, string Meaning)[] Sections =
    [
        (Verdict.Works, "Works", "Everything that is tested passes."),
        (Verdict.WorksInPart, "Works in part", "Something passes and something fails; the page of each tells which."),
        (Verdict.TooLarge, "Does not fit", "The machines that are tested have too little memory."),
        (Verdict.Fails, "Does not work", "Nothing that is tested passes."),
    ];

    /// <summary>The page's address.</summary>
    public static string Address(string generation) => $"works-on-{Uri.EscapeDataString(generation)}.html";

    /// <summary>The page.</summary>
    public static string Write(SiteContent content, string generation)
    {
        var rows = (from subject in content.Subjects
                    where subject.Kind == SubjectKind.Model
                    from track in subject.Tracks
                    where track.Newest is not null
                    orderby subject.Name.Text.ToUpperInvariant(), subject.Name.Text
                    select (Subject: subject, Track: track, Verdict: Verdicts.Of(subject.Definition, track.Newest, generation))).ToLookup(row => row.Verdict);
        var html = new HtmlText();
        html.Add($"<h1>Models that work on {generation}</h1>\n<p class=\"sources\">As of ");
        NewestPublications.Write(html, content);
        html.Add($".</p>\n");
        foreach (var (verdict, title, meaning) in Sections)
        {
            var ofVerdict = rows[verdict].ToArray();
            if (ofVerdict.Length == 0 && verdict != Verdict.Works) continue;
            html.Add($"<h2>{title} ({Models(ofVerdict)})</h2>\n<p>{meaning}</p>\n");
            if (ofVerdict.Length > 0) WriteTable(html, content, generation, title, ofVerdict);
        }

        if (rows.Count == 0) html.Add($"<p><strong>No results for {generation}.</strong></p>\n");
        var unknown = Models(rows[Verdict.Unknown]);
        if (unknown > 0) html.Add($"<p>No results for {unknown} more {(unknown == 1 ? "model" : "models")}; <a href=\"index.html#gen={Uri.EscapeDataString(generation)}&amp;status=u\">what is untested</a>.</p>\n");
        return PageFrame.Write($"Works on {generation}", Address(generation), content.Generations, html);
    }

    // A model that several implementations serve has several rows and is one model.
    private static int Models(IEnumerable<(SiteSubject Subject, SubjectTrack Track, Verdict Verdict)> rows) => rows.Select(row => row.Subject).Distinct().Count();

    private static void WriteTable(HtmlText html, SiteContent content, string generation, string title, (SiteSubject Subject, SubjectTrack Track, Verdict Verdict)[] rows)
    {
        html.Add($"<div class=\"scroll\" role=\"region\" aria-label=\"{title}\" tabindex=\"0\"><table>\n<thead><tr><th scope=\"col\">Model</th>");
        if (content.Lines.Length > 1) html.Add($"<th scope=\"col\">Implementation</th>");
        html.Add($"<th scope=\"col\">Since</th><th scope=\"col\" class=\"m\">Speed</th><th scope=\"col\">Type</th></tr></thead>\n<tbody>\n");
        foreach (var (subject, track, _) in rows)
        {
            html.Add($"<tr><th scope=\"row\"><a href=\"{subject.Address}\">{subject.Name.Text}</a></th>");
            if (content.Lines.Length > 1) html.Add($"<td>{track.Line.Implementation}</td>");
            WriteSince(html, subject.Definition, track, generation);
            ResultTable.WriteSpeed(html, Performance.Of(subject.Definition, track.Newest, generation));
            html.Add($"<td>{track.Newest!.Type}</td></tr>\n");
        }

        html.Add($"</tbody></table></div>\n");
    }

    private static void WriteSince(HtmlText html, MatrixDefinition definition, SubjectTrack track, string generation)
    {
        var since = Verdicts.Since(definition, track, generation) ?? track.Line.Newest;
        html.Add($"<td><a href=\"{since.Address}\">{since.Title}</a></td>");
    }
}
