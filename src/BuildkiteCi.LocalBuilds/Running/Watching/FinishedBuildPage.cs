using System.Collections.Immutable;
using System.Globalization;
using BuildkiteCi.Core.Text;
using BuildkiteCi.LocalBuilds.Running.Scheduling;
using BuildkiteCi.LocalBuilds.Store;
using BuildkiteCi.Pipelines.Builds;

namespace BuildkiteCi.LocalBuilds.Running.Watching;

/// <summary>The page of a finished build, one file that needs nothing else: steps, times as a waterfall, logs, annotations,
/// artifacts.</summary>
public static class FinishedBuildPage
{
    // A page of 900 steps with whole logs would be too much for a browser; the whole log lies beside.
    private const int MostLines = 400;

    /// <summary>Writes the page.</summary>
    /// <param name="build">The build.</param>
    /// <param name="result">What came of its last run.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<string> WriteAsync(LocalBuild build, RunResult result, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(build);
        ArgumentNullException.ThrowIfNull(result);
        var tries = (await build.Jobs.TriesAsync(cancellationToken)).ToLookup(started => started.Job.Step);
        var (number, annotations, artifacts) = (
            (await build.IdentityAsync(cancellationToken)).Number.ToString(CultureInfo.InvariantCulture),
            await build.Annotations.AllAsync(cancellationToken),
            await build.Artifacts.AllAsync(cancellationToken)
        );
        var verdict = result.Verdict.ToString().ToLowerInvariant();
        var page = new HtmlText();
        page.Add(
            $"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Build {number}: {verdict}</title>
            <style>
            """
        );
        page.AddMarkup(Style);
        page.Add(
            $"""
            </style></head><body>
            <header><h1>Build {number} <span class="{Class(result.Verdict)}">{verdict}</span></h1>
            <p>{Counts(result)} in {Elapsed.Text(result.Span)}</p></header>

            """
        );
        WriteSteps(page, build, result, tries);
        WriteAnnotations(page, annotations);
        WriteArtifacts(page, build, artifacts);
        return page.AddMarkup("</body></html>\n").ToString();
    }

    private static void WriteSteps(HtmlText page, LocalBuild build, RunResult result, ILookup<StepId, FinishedTry> tries)
    {
        var spans = tries.SelectMany(step => step).Select(Span).OfType<(DateTimeOffset From, DateTimeOffset To)>().ToList();
        var (from, to) = spans.Count == 0 ? (default, default) : (spans.Min(span => span.From), spans.Max(span => span.To));
        page.AddMarkup("<main><h2>Steps</h2><div class=\"steps\">\n");
        PlannedGroup? group = null;
        foreach (var step in result.Steps.Where(step => step.Step.Plan.Kind != StepKind.Wait))
        {
            if (step.Step.Plan.Group is { } next && !ReferenceEquals(next, group))
                page.Add($"<h3>{next.Shown}</h3>\n");
            if (step.Step.Plan.Group is null && group is not null) page.AddMarkup("<hr>\n");
            group = step.Step.Plan.Group;
            WriteStep(page, build, step, [.. tries[step.Step.Plan.Id]], from, to);
        }

        page.AddMarkup("</div></main>\n");
    }

    private static void WriteStep(
        HtmlText page,
        LocalBuild build,
        FinishedStep step,
        ImmutableArray<FinishedTry> tries,
        DateTimeOffset from,
        DateTimeOffset to
    )
    {
        var (glyph, kind) = step.End is { } end ? (StepGlyph.Of(end), Kind(end)) : (StepGlyph.Waiting, "idle");
        var reason = step.Reason
            ?? (step.End == StepEnd.Passed && tries.Any(one => one.Try > 1) ? $"passed on try {tries.Max(one => one.Try)}" : null);
        var total = tries
            .Select(Span)
            .OfType<(DateTimeOffset From, DateTimeOffset To)>()
            .Aggregate(TimeSpan.Zero, (sum, span) => sum + (span.To - span.From));
        page.Add(
            $"<details class=\"{kind}\"{(kind == "bad" ? " open" : "")}><summary><i>{glyph}</i> <b>{step.Step.Shown}</b>"
        );
        if (reason is not null) page.Add($" <small>{reason}</small>");
        page.Add($"<time>{(tries.IsEmpty ? "" : Elapsed.Text(total))}</time><span class=\"bar\">");
        foreach (var span in tries.Select(Span).OfType<(DateTimeOffset From, DateTimeOffset To)>())
            page.Add($"<u style=\"{Bar(span, from, to)}\"></u>");
        page.AddMarkup("</span></summary>\n");
        foreach (var one in tries)
        {
            var head =
                $"{(step.Step.Jobs.Length > 1 ? $"{step.Step.Jobs[Math.Min(one.Job.Number, step.Step.Jobs.Length - 1)].Label}, " : "")}try "
                    + $"{one.Try}: {one.State.Replace('_', ' ')}{(one.ExitStatus is { } status ? $" with {status}" : "")}";
            page.Add($"<p>{head} · <a href=\"{one.Log}\">{one.Log}</a></p>\n<pre>{Log(build, one)}</pre>\n");
        }

        page.AddMarkup("</details>\n");
    }

    // The style of a bar in the waterfall.
    private static string Bar((DateTimeOffset From, DateTimeOffset To) span, DateTimeOffset from, DateTimeOffset to)
    {
        var whole = Math.Max(1, (to - from).TotalMilliseconds);
        var (left, width) = (
            (span.From - from).TotalMilliseconds * 100 / whole,
            Math.Max(0.4, (span.To - span.From).TotalMilliseconds * 100 / whole)
        );
        return string.Create(
            CultureInfo.InvariantCulture,
            $"left:{Math.Min(left, 99.6):0.##}%;width:{Math.Min(width, 100 - Math.Min(left, 99.6)):0.##}%"
        );
    }

    private static string Log(LocalBuild build, FinishedTry one)
    {
        var path = Path.Combine(build.StateFolder, one.Log);
        if (!File.Exists(path)) return "";
        var lines = new Queue<string>();
        var left = 0;
        foreach (var line in File.ReadLines(path))
        {
            if (lines.Count == MostLines)
            {
                lines.Dequeue();
                left++;
            }

            lines.Enqueue(TerminalText.Plain(line));
        }

        return (left > 0 ? $"… {left} earlier lines are in the file\n" : "") + string.Join('\n', lines);
    }

    private static void WriteAnnotations(HtmlText page, ImmutableArray<Annotation> annotations)
    {
        if (annotations.IsEmpty) return;
        page.AddMarkup("<section><h2>Annotations</h2>\n");
        foreach (var annotation in annotations)
            page.Add(
                $"<details open class=\"{Class(annotation.Style)}\"><summary>{annotation.Context}</summary>"
                    + $"<pre>{annotation.Body}</pre></details>\n"
            );
        page.AddMarkup("</section>\n");
    }

    private static void WriteArtifacts(HtmlText page, LocalBuild build, ImmutableArray<LocalArtifact> artifacts)
    {
        if (artifacts.IsEmpty) return;
        page.AddMarkup("<section><h2>Artifacts</h2><ul>\n");
        foreach (var artifact in ArtifactQuery.NewestOfEach(artifacts))
        {
            var copy = Path.GetRelativePath(build.StateFolder, build.Artifacts.CopyOf(artifact)).Split('/', '\\');
            var owner = artifact.StepKey is { } key ? $" of {key}" : "";
            page.Add(
                $"<li><a href=\"{string.Join('/', copy.Select(Uri.EscapeDataString))}\" download=\"{Path.GetFileName(artifact.Path)}\">"
                    + $"{artifact.Path}</a> {artifact.Size.ToString("N0", CultureInfo.InvariantCulture)} bytes{owner}</li>\n"
            );
        }

        page.AddMarkup("</ul></section>\n");
    }

    private static (DateTimeOffset From, DateTimeOffset To)? Span(FinishedTry one) =>
        one.Ended is { } ended
            ? (DateTimeOffset.Parse(one.Started, CultureInfo.InvariantCulture), DateTimeOffset.Parse(ended, CultureInfo.InvariantCulture))
            : null;

    private static string Counts(RunResult result) => string.Join(", ", result.Steps
        .Where(step => step.Step.Plan.Kind == StepKind.Command)
        .OrderBy(step => step.End)
        .CountBy(step => step.End is { } end ? StepWords.Text(end) : "unfinished", StringComparer.Ordinal)
        .Select(pair => $"{pair.Value} {pair.Key}"));

    private static string Class(AnnotationStyle style) =>
        style switch
        {
            AnnotationStyle.Success => "good",
            AnnotationStyle.Error => "bad",
            AnnotationStyle.Warning => "doubt",
            _ => "idle",
        };

    private static string Class(RunVerdict verdict) =>
        verdict switch
        {
            RunVerdict.Passed => "good",
            RunVerdict.Failed => "bad",
            _ => "doubt",
        };

    private static string Kind(StepEnd end) => end switch
    {
        StepEnd.Passed => "good",
        StepEnd.SoftFailed => "doubt",
        StepEnd.LeftOut or StepEnd.NotRun => "idle",
        _ => "bad",
    };

    private const string Style =
        """
        :root{color-scheme:light dark;--good:#1a7f37;--bad:#cf222e;--doubt:#9a6700;--idle:#6e7781;--line:#d0d7de;--back:#f6f8fa}
        @media(prefers-color-scheme:dark){:root{--good:#3fb950;--bad:#f85149;--doubt:#d29922;--idle:#8b949e;--line:#30363d;--back:#161b22}}
        *{box-sizing:border-box}body{font:15px/1.5 system-ui,sans-serif;max-width:75rem;margin:0 auto;padding:1rem}
        h1{font-size:1.5rem;margin:.2rem 0}h2{font-size:1.15rem;margin:1.5rem 0 .5rem}h3{font-size:1rem;margin:1rem 0 .3rem;color:var(--idle)}
        .good{color:var(--good)}.bad{color:var(--bad)}.doubt{color:var(--doubt)}.idle{color:var(--idle)}
        details{border:1px solid var(--line);border-radius:6px;margin:.25rem 0;overflow:hidden}details>:not(summary){color:CanvasText;margin:.5rem .8rem}
        summary{cursor:pointer;padding:.35rem .8rem;display:grid;grid-template-columns:1.3rem minmax(0,1fr) auto 30%;gap:.6rem;align-items:center}
        section summary{display:block}summary b{color:CanvasText;font-weight:500;overflow-wrap:anywhere}summary i{font-style:normal;font-weight:700}
        summary small{grid-column:2;color:var(--idle);overflow-wrap:anywhere}summary time{grid-column:3;grid-row:1;font-variant-numeric:tabular-nums;color:CanvasText;white-space:nowrap}
        .bar{grid-column:4;grid-row:1;position:relative;height:.6rem;background:var(--back);border-radius:3px}.bar u{position:absolute;top:0;bottom:0;background:currentColor;border-radius:3px}
        pre{background:var(--back);padding:.6rem;border-radius:6px;overflow:auto;max-height:30rem;font:13px/1.45 ui-monospace,monospace;white-space:pre-wrap;overflow-wrap:anywhere}
        a{color:inherit;overflow-wrap:anywhere}hr{border:0;border-top:1px solid var(--line)}li{overflow-wrap:anywhere}
        @media(max-width:40rem){summary{grid-template-columns:1.3rem minmax(0,1fr) auto}.bar{grid-column:1/-1;grid-row:auto}}
        """;
}
