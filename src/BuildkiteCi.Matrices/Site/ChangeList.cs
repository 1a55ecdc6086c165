using System.Globalization;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Matrices.Releases;

namespace BuildkiteCi.Matrices.Site;

/// <summary>A comparison as HTML, for pages and feeds.</summary>
internal static class ChangeList
{
    /// <summary>A comparison in one line: <c>2 newly failing, 1 added</c>.</summary>
    public static string Summary(Comparison comparison)
    {
        if (!comparison.HasResults) return "no test has a result";
        if (comparison.Before is null) return "the first";
        var parts = new[]
        {
            (comparison.NewlyFailing.Length, "newly failing"), (comparison.NewlyPassing.Length, "newly passing"), (comparison.Added.Length, "added"), (comparison.Removed.Length, "removed"),
            (comparison.Performance.Length, "faster or slower"), (comparison.OtherChanges.Length, "changed otherwise"),
        }.Where(part => part.Item1 > 0).Select(part => $"{part.Item1} {part.Item2}");
        return comparison.IsEmpty ? "nothing changed" : string.Join(", ", parts);
    }

    /// <summary>Adds the changes.</summary>
    /// <param name="html">Where.</param>
    /// <param name="comparison">The changes.</param>
    /// <param name="most">Lines a section has at most.</param>
    /// <param name="address">The page of a place's subject; null where it has none.</param>
    public static void Write(HtmlText html, Comparison comparison, int most, Func<ResultPlace, string?> address)
    {
        if (comparison.Before is not { } before) return;
        html.Add($"<h2>Changes since {before.Title}</h2>\n<p>{Summary(comparison)}.</p>\n");
        Section(html, "Newly failing", most, comparison.NewlyFailing, change => Line(change.Place, address, $": was {change.Before.Name}", change.After));
        Section(html, "Newly passing", most, comparison.NewlyPassing, change => Line(change.Place, address, $": was {change.Before.Name}", null));
        Section(html, "Added", most, comparison.Added, change => Line(new ResultPlace(change.Kind, change.Subject, "", ""), address, "", null));
        Section(html, "Removed", most, comparison.Removed, change => Line(new ResultPlace(change.Kind, change.Subject, "", ""), address, "", null));
        Section(html, "Faster or slower", most, comparison.Performance, change => Line(change.Place, address, Speed(change), null));
        Section(html, "Other changes", most, comparison.OtherChanges, change => Line(change.Place, address, $": was {change.Before.Name}, is {change.After.Status.Name}", null));
        Section(html, "Still failing", most, comparison.StillFailing, failure => Line(failure.Place, address, $": since {failure.Since}", failure.After));
    }

    private static void Section<T>(HtmlText html, string title, int most, IReadOnlyCollection<T> changes, Func<T, HtmlText> line)
    {
        if (changes.Count == 0) return;
        html.Add($"<details{new HtmlText().Add($"{(title == "Still failing" ? "" : " open")}")}><summary>{title} ({changes.Count})</summary><ul>\n");
        foreach (var change in changes.Take(most)) html.Add($"<li>{line(change)}</li>\n");
        if (changes.Count > most) html.Add($"<li>and {changes.Count - most} more</li>\n");
        html.Add($"</ul></details>\n");
    }

    private static HtmlText Line(ResultPlace place, Func<ResultPlace, string?> address, string text, StageResult? after)
    {
        var html = new HtmlText();
        if (address(place) is { } page) html.Add($"<a href=\"{page}\">{place.Subject.Text}</a>");
        else html.Add($"{place.Subject.Text}");
        if (place.Stage.Length > 0) html.Add($", {place.Generation} {place.Stage}");
        html.Add($"{text}");
        if (after?.Note is { } note) html.Add($" ({note})");
        if (after?.JobUrl is { } job) html.Add($", <a href=\"{job.Text}\">job</a>");
        if (after?.IssueUrl is { } issue) html.Add($", <a href=\"{issue.Text}\">issue</a>");
        return html;
    }

    private static string Speed(PerformanceChange change) =>
        $": {change.After.Metric.Name} {Performance.Number(change.Before.Value)} → {Performance.Text(change.After)}, {Math.Abs(change.Ratio).ToString("0.#%", CultureInfo.InvariantCulture)} {(change.IsBetter ? "better" : "worse")}";
}
