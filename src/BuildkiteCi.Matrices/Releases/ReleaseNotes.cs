using System.Globalization;
using System.Text;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Core.Text;
using BuildkiteCi.Matrices.Judging;
using BuildkiteCi.Pipelines.Builds;
using static BuildkiteCi.Core.Text.MarkdownText;

namespace BuildkiteCi.Matrices.Releases;

/// <summary>Comparisons as text for people: release notes, and a note on the build's page. A line a subject, its causes and links
/// below.</summary>
public static class ReleaseNotes
{
    // An annotation may have 1 MiB; nobody reads that, and Buildkite's page grows slow long before.
    private const int LongestAnnotation = 100_000;

    /// <summary>Release notes in Markdown: what newly works, what broke, what got faster or slower, what is new, what is no longer
    /// tested.</summary>
    /// <param name="comparison">What changed.</param>
    /// <param name="implementation">The implementation that was compared alone; null: all.</param>
    public static string Write(ReleaseComparison comparison, string? implementation = null) =>
        $"# {Title(comparison)}\n\n{Body(comparison, implementation)}";

    /// <summary>The same as a note on the build's page, red where something broke.</summary>
    public static Annotation Annotation(ReleaseComparison comparison, string implementation)
    {
        var body = $"**{Title(comparison)}** ({Plain(implementation)})\n\n{Body(comparison, implementation)}";
        if (body.Length > LongestAnnotation)
            body = string.Concat(
                body.AsSpan(0, body.LastIndexOf('\n', LongestAnnotation)),
                "\n\n… and more; the release notes among the build's artifacts have all of it.\n"
            );
        var style =
            comparison.Broke.Length > 0 ? AnnotationStyle.Error
            : comparison.NewlyWorks.Length > 0 ? AnnotationStyle.Success
            : AnnotationStyle.Info;
        return new Annotation($"support-matrices-{implementation}", style, body);
    }

    /// <summary>A comparison in one line: <c>2 newly work, 1 broke</c>.</summary>
    public static string Summary(ReleaseComparison comparison)
    {
        if (!comparison.HasResults) return "no test has a result";
        if (comparison.Before is null) return "the first";
        var parts = new[]
        {
            (comparison.NewlyWorks.Length, "newly works", "newly work"), (comparison.Broke.Length, "broke", "broke"),
            (comparison.Speed.Length, "faster or slower", "faster or slower"), (comparison.Added.Length, "new", "new"),
            (comparison.NoLongerTested.Length, "no longer tested", "no longer tested"),
            (comparison.Other.Length, "changed otherwise", "changed otherwise"),
            (comparison.StillFailing.Length, "still fails or is limited", "still fail or are limited"),
        }.Where(part => part.Item1 > 0).Select(part => $"{part.Item1} {(part.Item1 == 1 ? part.Item2 : part.Item3)}").ToArray();
        return parts.Length == 0 ? "nothing changed" : string.Join(", ", parts);
    }

    /// <summary>A speed in words: <c>11.4 req/s, was 10.1 req/s (12.9% better)</c>.</summary>
    public static string Words(SpeedChange change) =>
        $"{change.After.Metric.Words} {NumberText.Of(change.After)}, was {NumberText.Of(change.Before)} "
            + $"({Math.Abs(change.Ratio).ToString("0.#%", CultureInfo.InvariantCulture)} {(change.IsBetter ? "better" : "worse")})";

    private static string Title(ReleaseComparison comparison) => comparison.After.IsRelease
        ? $"What changed for TPU in {Plain(comparison.After.Title)}"
        : $"What changed for TPU in {Plain(comparison.After.Name)}";

    private static string Body(ReleaseComparison comparison, string? implementation)
    {
        var text = new StringBuilder();
        if (!comparison.HasResults) text.Append("**No test has a result.** ");
        if (comparison.Before is not { } before) return text.Append("There is no earlier publication to compare with.\n").ToString();
        text.Append($"Compared with {Plain(before.Name)}{(implementation is null ? "" : $", implementation {Plain(implementation)}")}: ");
        text.Append(comparison.IsEmpty && comparison.StillFailing.IsEmpty ? "nothing changed.\n" : $"{Summary(comparison)}.\n");
        Section(text, "Newly works", comparison.NewlyWorks, change => Change(change));
        Section(text, "Broke", comparison.Broke, change => Change(change));
        Section(
            text,
            "Faster or slower",
            comparison.Speed,
            change => $"{Subject(change.Subject)} on {Plain(change.Generation)} ({Plain(change.Implementation)}): {Plain(Words(change))}\n"
        );
        Section(text, "New models", comparison.Added.Where(change => change.Subject.Kind == SubjectKind.Model), New);
        Section(text, "New features", comparison.Added.Where(change => change.Subject.Kind == SubjectKind.Feature), New);
        Section(
            text,
            "No longer tested",
            comparison.NoLongerTested,
            change => $"{Subject(change.Subject)} on {Plain(change.Where)}: was {Verdict(change.Before)}\n"
        );
        Section(
            text,
            "Still failing or limited",
            comparison.StillFailing,
            change => Change(change, change.Since is { } since ? $", since {Plain(since.Title)}" : "")
        );
        Section(text, "Other changes", comparison.Other, change => Change(change));
        return text.ToString();
    }

    private static void Section<T>(StringBuilder text, string title, IEnumerable<T> changes, Func<T, string> line)
    {
        var items = changes.ToArray();
        if (items.Length == 0) return;
        text.Append("\n## ").Append(title).Append(" (").Append(items.Length).Append(")\n\n");
        foreach (var item in items) text.Append("- ").Append(line(item));
    }

    private static string Change(SubjectChange change, string tail = "")
    {
        var same = change.Before == change.After;
        return $"{Subject(change.Subject)} on {Plain(change.Where)}: "
            + $"{(same ? "" : $"{Verdict(change.Before)} → ")}{Verdict(change.After)}{tail}\n{Causes(change)}";
    }

    private static string New(SubjectChange change) =>
        $"{Subject(change.Subject)} on {Plain(change.Where)}: {Verdict(change.After)}\n"
            + $"{(change.After?.Kind == VerdictKind.Fails ? Causes(change) : "")}";

    private static string Causes(SubjectChange change) =>
        string.Concat(
            change.Causes.Select(cause =>
                Links(cause) is { Length: > 0 } links ? $"  - {Plain(cause.ToString())} ({links})\n" : $"  - {Plain(cause.ToString())}\n"
            )
        );

    private static string Links(StageChange cause) =>
        string.Join(
            ", ",
            new[]
            {
                cause.Facts?.Job is { } job ? Link("job", job) : null,
                cause.Facts?.Issue is { } issue ? Link("issue", issue) : null,
            }.OfType<string>()
        );

    private static string Subject(History.SubjectHistory subject) => $"**{Plain(subject.Shown)}**";

    private static string Verdict(SubjectVerdict? verdict) =>
        verdict is null ? "not listed" : $"{VerdictLook.Of(verdict).Emoji} {Plain(verdict.ToString())}";
}
