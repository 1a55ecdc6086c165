using System.Globalization;
using System.Text;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Matrices.Markdown;
using BuildkiteCi.Pipelines.Builds;
using static BuildkiteCi.Core.Text.MarkdownText;

namespace BuildkiteCi.Matrices.Releases;

/// <summary>Comparisons as text for people: release notes, and a note on the build's page.</summary>
public static class ReleaseNotes
{
    // An annotation may have 1 MiB; nobody reads that, and Buildkite's page grows slow long before.
    private const int LongestAnnotation = 100_000;

    /// <summary>Release notes in Markdown: what fails first, what passes now, what came, went, changed, got faster or slower.</summary>
    public static string Write(Comparison comparison)
    {
        var text = new StringBuilder();
        text.Append("# Support matrices of ").Append(Plain(comparison.After.Title)).Append("\n\n");
        text.Append(Body(comparison));
        return text.ToString();
    }

    /// <summary>The same as a note on the build's page, red where something fails that did not.</summary>
    public static Annotation Annotation(Comparison comparison)
    {
        var body = $"**Support matrices of {Plain(comparison.After.Title)}** ({Plain(comparison.After.Implementation)})\n\n{Body(comparison)}";
        if (body.Length > LongestAnnotation)
            body = string.Concat(body.AsSpan(0, body.LastIndexOf('\n', LongestAnnotation)), "\n\n… and more; the release notes among the build's artifacts have all of it.\n");
        var style = comparison.NewlyFailing.Length > 0 ? AnnotationStyle.Error : comparison.NewlyPassing.Length > 0 ? AnnotationStyle.Success : AnnotationStyle.Info;
        return new Annotation($"support-matrices-{comparison.After.Implementation}", style, body);
    }

    private static string Body(Comparison comparison)
    {
        var text = new StringBuilder();
        if (!comparison.HasResults) text.Append("**No test has a result.** ");
        if (comparison.Before is not { } before) return text.Append("There is no earlier publication to compare with.\n").ToString();
        text.Append($"Compared with {Plain(before.Title)}, implementation {Plain(comparison.After.Implementation)}. ");
        text.Append(comparison.IsEmpty ? "Nothing changed.\n" : $"{Summary(comparison)}.\n");
        Section(text, "Newly failing", comparison.NewlyFailing.Select(change => $"{Place(change.Place)}: was {Plain(change.Before.Shown)}, is {MarkdownCells.Result(change.After)}{Note(change.After.Note)}"));
        Section(text, "Newly passing", comparison.NewlyPassing.Select(change => $"{Place(change.Place)}: was {Plain(change.Before.Shown)}"));
        Section(text, "Added", comparison.Added.Select(change => $"{Subject(change.Kind, change.Subject)}{(change.Failing.IsEmpty ? "" : $", failing: {string.Join(", ", change.Failing.Select(place => Plain($"{place.Generation} {place.Stage}")))}")}"));
        Section(text, "Removed", comparison.Removed.Select(change => Subject(change.Kind, change.Subject)));
        Section(text, "Performance", comparison.Performance.Select(Performance));
        Section(text, "Other changes", comparison.OtherChanges.Select(change => $"{Place(change.Place)}: was {Plain(change.Before.Shown)}, is {MarkdownCells.Result(change.After)}{Note(change.After.Note)}"));
        Section(text, "Still failing", comparison.StillFailing.Select(failure => $"{Place(failure.Place)}: since {Plain(failure.Since)}, {MarkdownCells.Result(failure.After)}{Note(failure.After.Note)}"));
        return text.ToString();
    }

    private static string Summary(Comparison comparison) => string.Join(", ",
        from part in new[]
        {
            (comparison.NewlyFailing.Length, "newly failing"), (comparison.NewlyPassing.Length, "newly passing"), (comparison.Added.Length, "added"),
            (comparison.Removed.Length, "removed"), (comparison.Performance.Length, "faster or slower"), (comparison.OtherChanges.Length, "changed otherwise"),
            (comparison.StillFailing.Length, "still failing"),
        }
        where part.Item1 > 0
        select $"{part.Item1} {part.Item2}");

    private static void Section(StringBuilder text, string title, IEnumerable<string> lines)
    {
        var items = lines.ToArray();
        if (items.Length == 0) return;
        text.Append("\n## ").Append(title).Append(" (").Append(items.Length).Append(")\n\n");
        foreach (var item in items) text.Append("- ").Append(item).Append('\n');
    }

    private static string Performance(PerformanceChange change)
    {
        var size = Math.Abs(change.Ratio).ToString("0.#%", CultureInfo.InvariantCulture);
        var direction = $"{size} {(change.Ratio > 0 ? "more" : "less")}, {(change.IsBetter ? "better" : "worse")}";
        return $"{Place(change.Place)}: {Plain(change.After.Metric.Name)} {Plain($"{MarkdownCells.Number(change.Before.Value)} → {change.After.Metric.Unit.Text(MarkdownCells.Number(change.After.Value))}")}, {direction}";
    }

    private static string Place(ResultPlace place) => $"{Subject(place.Kind, place.Subject)}, {Plain($"{place.Generation} {place.Stage}")}";

    private static string Subject(SubjectKind kind, SubjectName subject) =>
        kind == SubjectKind.Model ? MarkdownCells.Model(subject) : Plain(subject.Text);

    private static string Note(string? note) => note is null ? "" : $" ({Plain(note)})";
}
