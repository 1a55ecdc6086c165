using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Matrices.Definitions;

namespace BuildkiteCi.Matrices.Site;

/// <summary>A matrix as a table with every generation side by side. It reads without a script; with one it can be searched and sorted.</summary>
/// <param name="definition">The matrix.</param>
/// <param name="generations">The generations, in order.</param>
/// <param name="up">The way to the site's root.</param>
internal sealed class ResultTable(MatrixDefinition definition, ImmutableArray<string> generations, string up)
{
    /// <summary>Whether a column tells the implementation.</summary>
    public bool ShowsImplementation { get; init; }

    /// <summary>The publications that cells' histories speak of, as JSON by implementation; null where cells have none.</summary>
    public string? Lines { get; init; }

    private bool IsOfModels => definition.Kind == SubjectKind.Model;

    /// <summary>Adds the table.</summary>
    public void Write(HtmlText html, IReadOnlyCollection<ResultTableRow> rows)
    {
        var measures = rows.Any(row => generations.Any(generation => Performance.Of(definition, row.Support, generation) is not null));
        html.Add($"<div class=\"scroll\" role=\"region\" aria-label=\"{definition.Title}\" tabindex=\"0\"><table class=\"results{(IsOfModels ? " models" : "")}\" data-type=\"{definition.Title}\"");
        if (Lines is { } lines) html.Add($" data-lines=\"{lines}\" data-up=\"{up}\"");
        html.Add($">\n<caption>{definition.Title}</caption>\n");
        WriteHead(html, measures);
        html.Add($"<tbody>\n");
        foreach (var row in rows) WriteRow(html, row, measures);
        html.Add($"</tbody></table></div>\n");
    }

    private void WriteHead(HtmlText html, bool measures)
    {
        html.Add($"<thead><tr><th scope=\"col\" rowspan=\"2\" data-sort=\"text\">{definition.NameHeader}</th>");
        if (IsOfModels) html.Add($"<th scope=\"col\" rowspan=\"2\" data-sort=\"text\">{definition.TypeHeader ?? "Type"}</th>");
        foreach (var fact in definition.Facts) html.Add($"<th scope=\"col\" rowspan=\"2\" data-sort=\"text\">{fact.Header}</th>");
        if (ShowsImplementation) html.Add($"<th scope=\"col\" rowspan=\"2\" data-sort=\"text\">Implementation</th>");
        var width = definition.Stages.Length + (measures ? 1 : 0);
        foreach (var generation in generations) html.Add($"<th scope=\"colgroup\" colspan=\"{width}\" data-gen=\"{generation}\">{generation}</th>");
        html.Add($"</tr><tr>");
        foreach (var generation in generations)
        {
            foreach (var stage in definition.Stages) html.Add($"<th scope=\"col\" data-gen=\"{generation}\" data-sort=\"status\">{Breakable(stage)}</th>");
            if (measures) html.Add($"<th scope=\"col\" data-gen=\"{generation}\" data-sort=\"number\">Speed</th>");
        }

        html.Add($"</tr></thead>\n");
    }

    private void WriteRow(HtmlText html, ResultTableRow row, bool measures)
    {
        html.Add($"<tr data-type=\"{(IsOfModels ? row.Support.Type : definition.Title)}\" data-impl=\"{row.Implementation}\"");
        if (row.Track is { } track) html.Add($" data-past=\"{Past(track)}\"");
        html.Add($"><th scope=\"row\"><a href=\"{up}{row.Subject.Address}\">{row.Subject.Shown}</a></th>");
        if (IsOfModels) html.Add($"<td>{row.Support.Type}</td>");
        foreach (var fact in definition.Facts) html.Add($"<td>{fact.Of(row.Subject.Name.Text)}</td>");
        if (ShowsImplementation) html.Add($"<td>{row.Implementation}</td>");
        foreach (var (at, generation) in generations.Index())
        {
            foreach (var (column, stage) in definition.Stages.Index())
            {
                var link = row.Track is null ? null : $"{up}{row.Subject.Address}#{SubjectPage.CellId(row.Subject, row.Track, at, column)}";
                WriteCell(html, row.Support.On(generation, stage), link);
            }

            if (measures) WriteSpeed(html, Performance.Of(definition, row.Support, generation));
        }

        html.Add($"</tr>\n");
    }

    /// <summary>Adds a cell with a result.</summary>
    /// <param name="html">Where.</param>
    /// <param name="result">The result.</param>
    /// <param name="link">What the status links to; null: its job, where that is known.</param>
    public static void WriteCell(HtmlText html, StageResult result, string? link)
    {
        html.Add($"<td class=\"{StatusLook.Letter(result.Status)}\"");
        if (result.Note is { } note) html.Add($" title=\"{note}\"");
        if (link is not null && result.JobUrl is { } job) html.Add($" data-job=\"{job.Text}\"");
        if (link is not null && result.IssueUrl is { } issue) html.Add($" data-issue=\"{issue.Text}\"");
        html.Add($">");
        if ((link ?? result.JobUrl?.Text) is { } target) html.Add($"<a href=\"{target}\">{result.Status.Name}</a>");
        else html.Add($"{result.Status.Name}");
        if (result.IssueUrl is { } address) html.Add($" <a class=\"issue\" href=\"{address.Text}\">issue</a>");
        html.Add($"</td>");
    }

    /// <summary>Adds a cell with a measurement.</summary>
    public static void WriteSpeed(HtmlText html, Measurement? measurement)
    {
        if (measurement is null)
        {
            html.Add($"<td class=\"m\"></td>");
            return;
        }

        html.Add($"<td class=\"m\" data-value=\"{measurement.Value.ToString("R")}\">{Performance.Text(measurement)}");
        if (measurement.Target is { } target) html.Add($" <small>of {Performance.Number(target)}</small>");
        html.Add($"</td>");
    }

    // Long stage names may break behind their slash, so that two generations fit side by side.
    private static HtmlText Breakable(string stage)
    {
        var html = new HtmlText();
        var parts = stage.Split('/');
        foreach (var part in parts[..^1]) html.Add($"{part}/<wbr>");
        return html.Add($"{parts[^1]}");
    }

    // One word a cell, one letter a publication, oldest first: a page holds all histories and opens them without asking anybody.
    private string Past(SubjectTrack track) => string.Join(' ',
        from generation in generations
        from stage in definition.Stages
        select string.Concat(track.Cell(generation, stage).Select(result => result is null ? "-" : StatusLook.Letter(result.Status))));
}
