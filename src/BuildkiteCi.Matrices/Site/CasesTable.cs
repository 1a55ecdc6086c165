using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Core.Text;
using BuildkiteCi.Matrices.History;
using BuildkiteCi.Matrices.Judging;

namespace BuildkiteCi.Matrices.Site;

/// <summary>What benchmark cases of a model measured, each number beside its target: accuracy, throughput, latency.</summary>
internal static class CasesTable
{
    /// <summary>Adds the section; nothing where no case of the model was measured.</summary>
    public static void Write(HtmlText html, SiteContent content, SubjectHistory subject, Edition edition)
    {
        var rows = (from generation in content.History.Generations
                    from implementation in subject.Implementations
                    let details = subject.Details(edition, implementation, generation)
                    where details is not null
                    from one in details.Cases
                    from measurement in one.Measurements
                    select (Generation: generation, Implementation: implementation, one.Case, Measurement: measurement)).ToArray();
        if (rows.Length == 0) return;
        html.Add(
            $"<h2 id=\"cases\">Benchmark cases</h2><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Benchmark cases\">"
        );
        html.Add($"<table class=\"tb\"><caption class=\"vh\">What benchmark cases measured, {edition.Title}</caption><thead><tr>");
        html.Add(
            $"<th scope=\"col\">Case</th><th scope=\"col\">TPU</th><th scope=\"col\">Measured</th><th scope=\"col\" class=\"r\">Value</th>"
        );
        html.Add($"<th scope=\"col\">Target</th><th scope=\"col\">Result</th></tr></thead><tbody>\n");
        foreach (var (generation, implementation, name, measurement) in rows)
        {
            var target = measurement.Target is > 0 and var set
                ? measurement.Metric.Unit.Text(NumberText.OfTarget(set, measurement.Metric))
                : "none set";
            html.Add(
                $"<tr><th scope=\"row\">{name}</th><td>{generation} <span "
                    + $"class=\"soft\">{implementation}</span></td><td>{measurement.Metric.Words}</td>"
            );
            html.Add(
                $"<td class=\"r n\">{NumberText.Of(measurement)}</td><td class=\"n\">{target}</td><td>{Result(measurement)}</td></tr>\n"
            );
        }

        html.Add($"</tbody></table></div>\n<p class=\"note\">Cases are measured beside the tests; no verdict depends on them.</p>\n");
    }

    private static HtmlText Result(Measurement measurement)
    {
        if (measurement.Target is not (> 0 and var target)) return new HtmlText();
        var (metric, isMet) = (measurement.Metric, measurement.Metric.IsReached(target, measurement.Value));
        // Whether that fails the case depends on its tolerance, too.
        var look = VerdictLook.All.First(one => one.Letter == (isMet ? 'w' : 'l'));
        return new HtmlText().Add(
            $"{Signs.Beside(look)} {(isMet ? "met" : metric.Better == Better.Lower ? "above target" : "below target")}"
        );
    }
}
