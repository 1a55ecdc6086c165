using System.Globalization;
using System.Text;
using BuildkiteCi.Benchmarks.Metrics;
using BuildkiteCi.Core.Text;

namespace BuildkiteCi.Benchmarks.Judging;

/// <summary>Writes judgements for people.</summary>
public static class JudgementText
{
    /// <summary><c>request_throughput 11.5 req/s, at least 10 req/s: 15.0 % above</c>.</summary>
    internal static string Sentence(TargetResult result)
    {
        var limit = $"{(result.Metric.Better == Better.Lower ? "at most" : "at least")} {MetricText.Value(result.Target, result.Metric.Unit)}";
        if (result.Note is { } note) return note;
        if (result.Measured is not { } measured) return $"{result.Metric.Name} was not measured, {limit} is asked for";
        var tolerance = result.Tolerance > 0 ? $" {(result.Metric.Better == Better.Lower ? "and" : "less")} {result.Tolerance:0.###}" : "";
        var distance = result.Margin is { } margin
            ? $": {Math.Abs(margin) * 100:0.0} % {((margin >= 0) == (result.Metric.Better == Better.Lower) ? "below" : "above")}"
            : "";
        var error = result.StandardErrors is { } errors
            ? $", {errors:+0.0;-0.0} standard errors from it{(result.IsBorderline ? ", borderline" : "")}"
            : "";
        return $"{result.Metric.Name} {MetricText.Value(measured, result.Metric.Unit)}, {limit}{tolerance}{distance}{error}";
    }

    /// <summary>A small table for an annotation; the status and the reason above it.</summary>
    /// <param name="title">What was judged; any text.</param>
    /// <param name="judgement">The judgement.</param>
    public static string Markdown(string title, Judgement judgement)
    {
        var text = new StringBuilder($"**{MarkdownText.Plain(title)}**: {judgement.Status.Text}, {MarkdownText.Plain(judgement.Reason)}\n");
        if (judgement.Results.IsEmpty) return text.ToString();
        text.Append("\n| metric | measured | target | margin | |\n|---|--:|--:|--:|---|\n");
        foreach (var result in judgement.Results)
        {
            var measured = result.Measured is { } value
                ? MetricText.Value(value, result.Metric.Unit) + (result.StandardError is { } error ? $" ± {error:0.####}" : "")
                : "not measured";
            var target =
                $"{(result.Metric.Better == Better.Lower ? "≤" : "≥")} "
                    + $"{MetricText.Value(result.Target, result.Metric.Unit)}"
                    + $"{(result.Tolerance > 0 ? $" {(result.Metric.Better == Better.Lower ? '+' : '−')} {result.Tolerance:0.###}" : "")}";
            var margin = result.Margin is { } distance ? $"{distance * 100:+0.0;-0.0} %" : "";
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {MarkdownText.Plain(result.Metric.Name)} | {measured} | {target} | {margin} | "
                    + $"{result.Status.Text}{(result.IsBorderline ? " (borderline)" : "")} |\n"
            );
        }

        return text.ToString();
    }
}
