using System.Net;
using System.Text;
using BuildkiteCi.Core.Text;
using BuildkiteCi.Pipelines.Builds;

namespace BuildkiteCi.Matrices.Reading;

/// <summary>Shows a build's failed steps on its page: subject and stage by generation, with the reason, since when, and the job.</summary>
public static class FailedStepsNote
{
    /// <summary>The annotation's context: a later check replaces it.</summary>
    public const string Context = "failed-steps";

    // An annotation holds 1 MiB; 200 rows of the longest reasons stay far below it, and nobody reads more.
    private const int MostRows = 200;
    private const int RowsUnfolded = 30;
    private const int LongestReason = 300;

    // This many failures of one cause are one line, with their names below it.
    private const int SameCause = 4;

    /// <summary>The annotation: one cause of many failures first, then every other failure, and the counts at the top.</summary>
    public static Annotation Of(FailedSteps steps)
    {
        if (steps.Steps.IsEmpty) return new Annotation(Context, AnnotationStyle.Success, $"{WebUtility.HtmlEncode(steps.Summary)}\n");
        var body = new StringBuilder($"**{WebUtility.HtmlEncode(steps.Summary)}**\n");
        var causes = steps.Steps.GroupBy(step => step.Why, StringComparer.Ordinal).ToList();
        var room = MostRows;
        foreach (var cause in causes.Where(cause => cause.Count() >= SameCause))
            room = AppendTable(body, $"{cause.Count()} steps: {Reason(cause.Key)}", Rows(cause), room, showsReason: false, isFolded: true);
        var many = causes.Where(cause => cause.Count() >= SameCause).Select(cause => cause.Key).ToHashSet(StringComparer.Ordinal);
        var others = Rows(steps.Steps.Where(step => !many.Contains(step.Why)));
        var rest = AppendTable(body, "", [.. others.Take(RowsUnfolded)], room, showsReason: true, isFolded: false);
        var folded = others.Skip(RowsUnfolded).ToList();
        if (folded.Count > 0) AppendTable(body, $"{folded.Sum(row => row.Count())} more", folded, rest, showsReason: true, isFolded: true);
        return new Annotation(Context, AnnotationStyle.Error, body.ToString());
    }

    // A subject's stage is one row with all its generations, in the order of the catalogue.
    private static List<IGrouping<(string Subject, string Stage), FailedStep>> Rows(IEnumerable<FailedStep> steps) =>
        [.. steps.GroupBy(step => (Subject: Subject(step), Stage: step.Test?.Stage.Name ?? ""))];

    // The rows that are left for the rest of the page.
    private static int AppendTable(
        StringBuilder body,
        string title,
        List<IGrouping<(string Subject, string Stage), FailedStep>> rows,
        int room,
        bool showsReason,
        bool isFolded
    )
    {
        if (rows.Count == 0) return room;
        List<string> generations =
        [
            .. rows.SelectMany(row => row).Select(Generation).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        ];
        if (isFolded) body.Append($"\n<details><summary>{title}</summary>\n");
        body.Append(
            $"\n| subject | stage |{string.Concat(generations.Select(generation => $" {MarkdownText.InHtml(generation)} |"))}\n"
                + $"|---|---|{string.Concat(generations.Select(_ => "---|"))}\n"
        );
        foreach (var row in rows.Take(room))
        {
            var cells = generations.Select(generation =>
                string.Join("<br>", row.Where(step => Generation(step) == generation).Select(step => Cell(step, showsReason)))
            );
            body.Append($"| {row.Key.Subject} | {MarkdownText.InHtml(row.Key.Stage)} | {string.Join(" | ", cells)} |\n");
        }

        if (rows.Count > room) body.Append($"\n… and {rows.Count - room} more rows are left out here; the job's log lists them all.\n");
        if (isFolded) body.Append("\n</details>\n");
        return Math.Max(0, room - rows.Count);
    }

    private static string Cell(FailedStep step, bool showsReason)
    {
        var what = showsReason ? Reason(step.Why) : "failed";
        var linked =
            step.Url is { } url && Uri.TryCreate(url, UriKind.Absolute, out var link) && link.Scheme is "https" or "http"
                ? $"<a href=\"{WebUtility.HtmlEncode(step.Url)}\">{what}</a>"
                : what;
        return step.Nights is { } nights ? $"{linked}<br>{MarkdownText.InHtml(nights)}" : linked;
    }

    private static string Subject(FailedStep step) => step.Test is { } test ? MarkdownText.InHtml(test.Subject.Text) : $"<code>{step.Key}</code>";

    private static string Generation(FailedStep step) => step.Test?.Generation.Name ?? "result";

    private static string Reason(string text) => MarkdownText.InHtml(text.Length <= LongestReason ? text : $"{text[..LongestReason]}…");
}
