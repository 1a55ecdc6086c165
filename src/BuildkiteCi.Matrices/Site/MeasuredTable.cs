using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Core.Text;
using BuildkiteCi.Matrices.History;
using BuildkiteCi.Matrices.Judging;

namespace BuildkiteCi.Matrices.Site;

/// <summary>A subject's accuracy and speed beside their targets, and its speed over time.</summary>
internal static class MeasuredTable
{
    /// <summary>Adds the section; nothing where nothing was measured and no target is known.</summary>
    public static void Write(HtmlText html, SiteContent content, SubjectHistory subject, Edition edition)
    {
        var stages = subject.Definition.RolledUp[0].Stages;
        var rows = (from generation in content.History.Generations
                    from implementation in subject.Implementations
                    let entry = subject.At(edition, implementation, generation)
                    where entry is not null
                    let details = subject.Details(edition, implementation, generation)
                    let accuracy = new Measured(entry.Accuracy, stages.Length < 2 ? null : details?.Stage(stages[^2]).Setup?.Target)
                    let speed = new Measured(entry.Speed, details?.Stage(stages[^1]).Setup?.Target)
                    where !accuracy.IsEmpty || !speed.IsEmpty
                    select (Generation: generation, Implementation: implementation, Accuracy: accuracy, Speed: speed)).ToArray();
        if (rows.Length == 0) return;
        html.Add(
            $"<h2 id=\"speed\">Accuracy and speed</h2><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Accuracy and "
                + $"speed\"><table class=\"tb\"><caption class=\"vh\">Measured accuracy and speed beside their targets, "
                + $"{edition.Title}</caption><thead><tr><th scope=\"col\">{edition.TableTitle}</th><th scope=\"col\" "
                + $"class=\"r\">Accuracy</th><th scope=\"col\">target</th><td class=\"x\"></td><th scope=\"col\" class=\"r\">Speed</th><th "
                + $"scope=\"col\">target</th><td class=\"x\"></td></tr></thead><tbody>"
        );
        foreach (var row in rows)
        {
            html.Add($"<tr><th scope=\"row\">{row.Generation} <span class=\"soft\">{row.Implementation}</span></th>");
            WriteCells(html, row.Accuracy);
            WriteCells(html, row.Speed);
            html.Add($"</tr>\n");
        }

        html.Add($"</tbody></table></div>\n");
        if (BenchmarkChart.Of(content, subject) is { } chart)
            html.Add($"<figure class=\"chart\" tabindex=\"0\" aria-label=\"Speed over time\">{chart}</figure>\n");
    }

    private static void WriteCells(HtmlText html, Measured measured)
    {
        var demanded =
            measured.Target is > 0 and var target ? NumberText.OfTarget(target, measured.Value?.Metric)
            : measured.Target is 0 ? "none set"
            : "";
        html.Add(
            $"<td class=\"r\">{(measured.Value is { } value ? NumberText.Of(value) : "–")}</td><td class=\"n\">{demanded}</td><td "
                + $"class=\"x\">"
        );
        if (measured.Value is { Value: > 0 } shown && measured.Target is > 0 and var wanted)
        {
            // The bar's end is a third beyond the greater of the two; the line is the target.
            var whole = Math.Max(shown.Value, wanted) * 4 / 3;
            var met = shown.Metric.IsReached(wanted, shown.Value);
            html.Add(
                $"<svg class=\"bul {(met ? "w_" : "f_")}\" viewBox=\"0 0 100 18\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect "
                    + $"class=\"bg\" y=\"4\" width=\"100\" height=\"10\"/><rect y=\"4\" width=\"{Share(shown.Value / whole)}\" "
                    + $"height=\"10\"/><rect class=\"tg\" x=\"{Share(wanted / whole)}\" width=\".8\" height=\"18\"/></svg>"
            );
        }

        html.Add($"</td>");
    }

    private static int Share(double share) => (int)Math.Round(share * 100);

    // What was measured; where a publication keeps no numbers, the target that its test demanded.
    private sealed record Measured(Measurement? Value, double? SetTarget)
    {
        public double? Target => Value?.Target ?? SetTarget;

        public bool IsEmpty => Value is null && SetTarget is null;
    }
}
