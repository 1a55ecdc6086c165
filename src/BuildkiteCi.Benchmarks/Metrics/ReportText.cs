using System.Text;
using BuildkiteCi.Benchmarks.Judging;
using BuildkiteCi.Testing.Accuracy;

namespace BuildkiteCi.Benchmarks.Metrics;

/// <summary>Writes what was read from the client for people.</summary>
public static class ReportText
{
    private const int NameWidth = 32;

    /// <summary>The verdict and each metric with its unit, a line each.</summary>
    public static string Write(ClientReport report)
    {
        var text = new StringBuilder($"verdict: {report.Verdict.Word().Replace('_', ' ')}\n");
        foreach (var (metric, value) in report.Metrics.Measurements) text.Append($"{metric.Name.PadRight(NameWidth)}{JudgementText.Value(value, metric.Unit)}\n");
        foreach (var (metric, value) in report.Accuracy) text.Append($"{metric.Name.PadRight(NameWidth)}{JudgementText.Value(value, metric.Unit)}\n");
        return text.ToString();
    }

    /// <summary>Each score with its standard error and samples; the one that is judged is marked.</summary>
    public static string Write(AccuracyReport report)
    {
        var text = new StringBuilder();
        foreach (var score in report.All)
        {
            var error = score.StandardError is { } known ? $" ± {known:0.0000}" : "";
            var samples = score.Samples is { } count ? $", {count} samples" : "";
            text.Append($"{score.Task} {score.Metric}: {score.Score:0.0000}{error}{samples}{(score == report.Main ? " (judged)" : "")}\n");
        }

        return text.ToString();
    }
}
