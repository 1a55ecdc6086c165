using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using BuildkiteCi.Benchmarks.Changes;
using BuildkiteCi.Benchmarks.History;
using BuildkiteCi.Benchmarks.Judging;
using BuildkiteCi.Benchmarks.Metrics;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Pipelines.Builds;
using BuildkiteCi.Core.Pages;
using BuildkiteCi.Core.Text;

namespace BuildkiteCi.Benchmarks.Reports;

/// <summary>What Buildkite shows of one run: verdict, targets, and how it compares with its baseline.</summary>
public static class RunAnnotation
{
    private const int LongestContext = 100;

    /// <summary>The annotation of a run; a later try of the same case on the same device replaces it.</summary>
    public static Annotation Of(BenchmarkRun run, Judgement judgement, ImmutableArray<(Metric Metric, Comparison Comparison)> compared)
    {
        var text = new StringBuilder(JudgementText.Markdown($"{run.Case} on {run.Device}", judgement));
        var known = compared.Where(pair => pair.Comparison.Baseline is not null).ToArray();
        if (known.Length > 0)
        {
            text.Append("\n| metric | this run | baseline | change | |\n|---|--:|--:|--:|---|\n");
            foreach (var (metric, comparison) in known)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"| {MarkdownText.Plain(metric.Name)} | {MetricText.Value(comparison.Value, metric.Unit)} | "
                        + $"{MetricText.Value(comparison.Baseline!.Center, metric.Unit)} "
                );
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"({comparison.Baseline.Count} runs) | {ChartText.Percent(comparison.Relative)} | "
                        + $"{comparison.Verdict.Word()}"
                        + $"{(comparison.Verdict is ChangeVerdict.Unchanged ? "" : $", {ComparisonText.Sure(comparison)}")} |\n"
                );
            }
        }
        else if (!compared.IsEmpty)
        {
            text.Append("\nNot enough data for a comparison with earlier runs.\n");
        }

        var style = judgement.IsFailure ? AnnotationStyle.Error
            : known.Any(pair => pair.Comparison.Verdict == ChangeVerdict.Regressed) ? AnnotationStyle.Warning
            : judgement.Status == Status.Passing ? AnnotationStyle.Success : AnnotationStyle.Info;
        var context = $"benchmark-{run.Device}-{run.Case}";
        // What passed is on its job's page, and so is what failed: CheckResults names it on the build's. Slower numbers that fail nothing
        // are news there.
        return new Annotation(context.Length <= LongestContext ? context : context[..LongestContext], style, text.ToString())
        {
            IsOfJob = style != AnnotationStyle.Warning,
        };
    }
}
