using System.Collections.Immutable;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Core.Text;
using BuildkiteCi.Matrices.History;
using BuildkiteCi.Matrices.Judging;

namespace BuildkiteCi.Matrices.Site;

/// <summary>
/// Subjects with a verdict a generation, one row each. It reads without a script; with one it is searched and filtered. Of several
/// implementations the row's own has the word, the others are small signs that speak up where they differ.
/// </summary>
/// <param name="content">The site.</param>
/// <param name="edition">The release or night that is shown.</param>
/// <param name="up">The way to the site's root.</param>
internal sealed class VerdictTable(SiteContent content, Edition edition, string up)
{
    private readonly ImmutableArray<string> generations = content.History.Generations;

    /// <summary>The table's identity on its page.</summary>
    public required string Id { get; init; }

    /// <summary>What it is about: <c>Models</c>.</summary>
    public required string Title { get; init; }

    /// <summary>Header of the first column.</summary>
    public required string NameHeader { get; init; }

    /// <summary>Adds the table.</summary>
    /// <param name="html">Where.</param>
    /// <param name="groups">Its rows by the titles of their groups; a group without a row is left out.</param>
    public void Write(HtmlText html, IEnumerable<(string Title, SubjectHistory[] Subjects)> groups)
    {
        var shown = groups.Where(group => group.Subjects.Length > 0).ToArray();
        if (shown.Length == 0) return;
        var all = shown.SelectMany(group => group.Subjects).ToArray();
        var main = all.Select(subject => subject.Main(edition)).OfType<string>().GroupBy(name => name).MaxBy(same => same.Count())!.Key;
        string[] others =
        [
            .. content.History.Implementations.Where(one =>
                one != main && all.Any(subject => generations.Any(generation => subject.At(edition, one, generation) is not null))
            ),
        ];
        var unit = SpeedUnit(all);
        html.Add($"<table class=\"mx\" id=\"{Id}\"><caption class=\"vh\">{Title}, with a verdict for each TPU generation</caption>");
        WriteHead(html, main, others, unit);
        foreach (var (title, subjects) in shown)
        {
            html.Add(
                $"<tbody><tr class=\"grp\"><th scope=\"rowgroup\" "
                    + $"id=\"{Names.Id(title)}\">{title}<small>{subjects.Length}</small></th></tr>\n"
            );
            foreach (var subject in subjects) WriteRow(html, subject, others, unit);
            html.Add($"</tbody>");
        }

        html.Add($"</table>\n");
    }

    private void WriteHead(HtmlText html, string main, string[] others, string? unit)
    {
        var width = 2 + others.Length + (unit is null ? 0 : 1);
        html.Add($"<colgroup><col>");
        foreach (var at in Enumerable.Range(0, generations.Length))
        {
            html.Add($"<col class=\"gx g{at} cv\">");
            foreach (var _ in others) html.Add($"<col class=\"x ck gx g{at}\">");
            html.Add($"<col class=\"x cs gx g{at}\">");
            if (unit is not null) html.Add($"<col class=\"x cr gx g{at}\">");
        }

        html.Add($"</colgroup><thead><tr><th scope=\"col\" rowspan=\"2\">{NameHeader}</th>");
        foreach (var (at, generation) in generations.Index())
            html.Add(
                $"<th class=\"ga gx g{at}\" colspan=\"{width}\" scope=\"colgroup\"><b>{generation}</b> <span "
                    + $"class=\"gn\">{content.Settings.GenerationTitle(generation)}</span></th>"
            );
        html.Add($"</tr><tr><td class=\"ph\" aria-hidden=\"true\">{NameHeader}</td>");
        foreach (var (at, generation) in generations.Index())
        {
            html.Add($"<th class=\"ga gx g{at}\" scope=\"col\"><span class=\"dk\">{main}</span><b class=\"ph\">{generation}</b></th>");
            foreach (var other in others) html.Add($"<th class=\"x k gx g{at}\" scope=\"col\">{Short(other)}</th>");
            html.Add($"<th class=\"x sc gx g{at}\" scope=\"col\">since</th>");
            if (unit is not null) html.Add($"<th class=\"x r gx g{at}\" scope=\"col\">{unit}</th>");
        }

        html.Add($"</tr></thead>");
    }

    private void WriteRow(HtmlText html, SubjectHistory subject, string[] others, string? unit)
    {
        var main = subject.Main(edition)!;
        var letters = string.Concat(
            generations.Select(generation => VerdictLook.Of(subject.At(edition, main, generation)?.Verdict).Letter)
        );
        html.Add(
            $"<tr data-n=\"{subject.Shown}\" data-t=\"{(subject.Kind == Catalogue.SubjectKind.Model ? subject.Type : "Feature")}\" "
                + $"data-v=\"{letters}\""
        );
        if (others.Any(other => generations.Any(generation => Differs(subject, main, other, generation)))) html.Add($" data-d=\"\"");
        foreach (var (at, generation) in generations.Index())
        {
            if (RunLine.Of(subject.Details(edition, main, generation)) is not { } run) continue;
            html.Add($" data-r{at}=\"{run.Command}\"");
            if (run.Chips is { } chips) html.Add($" data-c{at}=\"{chips}\"");
        }

        html.Add($"><th scope=\"row\"><a href=\"{up}{content.Address(subject)}\">{Names.Of(subject)}</a></th>");
        foreach (var (at, generation) in generations.Index())
        {
            var entry = subject.At(edition, main, generation);
            WriteVerdict(html, subject, main, others, at, generation, entry);
            foreach (var other in others)
            {
                html.Add($"<td class=\"k x gx g{at}\">");
                if (subject.At(edition, other, generation) is { } its) html.Add($"{Signs.Alone(its.Verdict)}");
                html.Add($"</td>");
            }

            var since = entry?.Verdict.Kind is VerdictKind.Works or VerdictKind.Limited ? subject.Since(edition, main, generation) : null;
            html.Add($"<td class=\"n x sc gx g{at}\">{since?.TableTitle ?? ""}</td>");
            if (unit is not null) html.Add($"<td class=\"n r x gx g{at}\">{Speed(subject, main, generation, entry, unit)}</td>");
        }

        html.Add($"</tr>\n");
    }

    private void WriteVerdict(
        HtmlText html,
        SubjectHistory subject,
        string main,
        string[] others,
        int at,
        string generation,
        ResultEntry? entry
    )
    {
        html.Add($"<td class=\"v ga gx g{at} {Signs.Class(VerdictLook.Of(entry?.Verdict))}\">{Signs.Verdict(entry?.Verdict)}");
        foreach (var other in others.Where(other => Differs(subject, main, other, generation)))
            html.Add($"<small class=\"ph\">{other}: {subject.At(edition, other, generation)!.Verdict.Word}</small>");
        html.Add($"</td>");
    }

    private bool Differs(SubjectHistory subject, string main, string other, string generation) =>
        subject.At(edition, other, generation)?.Verdict is { } its && its.Kind != subject.At(edition, main, generation)?.Verdict.Kind;

    // Measured, else what the test demands.
    private string Speed(SubjectHistory subject, string main, string generation, ResultEntry? entry, string unit)
    {
        if (entry?.Speed is { } speed)
            return speed.Metric.Unit.Symbol == unit ? NumberText.Of(speed.Value, speed.Metric.Unit) : NumberText.Of(speed);
        return Target(subject, main, generation) is > 0 and var target ? $"≥ {NumberText.Of(target)}" : "";
    }

    private double? Target(SubjectHistory subject, string main, string generation) =>
        subject.Details(edition, main, generation)?.Stage(subject.Definition.RolledUp[0].Stages[^1]).Setup?.Target;

    private string? SpeedUnit(SubjectHistory[] subjects)
    {
        var units = subjects
            .SelectMany(subject => generations.Select(generation => subject.Row(edition, generation)?.Speed?.Metric.Unit.Symbol))
            .OfType<string>()
            .ToArray();
        if (units.Length > 0) return units.GroupBy(unit => unit).MaxBy(same => same.Count())!.Key;
        return subjects.Any(subject =>
            generations.Any(generation => subject.Main(edition) is { } main && Target(subject, main, generation) is > 0)
        )
            ? MetricUnit.RequestsPerSecond.Symbol
            : null;
    }

    private static string Short(string implementation) => implementation.Split('_')[0];
}
