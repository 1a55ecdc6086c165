using System.Text;
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
        if (report.Client.Length > 0) text.Append($"client: {report.Client}\n");
        Append(text, report.Metrics.Measurements);
        foreach (var table in report.Later)
        {
            text.Append($"\ntable of line {table.Line}{(table.Client.Length > 0 ? $", {table.Client}" : "")}:\n");
            Append(text, table.Metrics.Measurements);
        }

        if (!report.Later.IsEmpty && !report.Accuracy.IsEmpty) text.Append("\naccuracy:\n");
        Append(text, report.Accuracy);
        return text.ToString();
    }

    private static void Append(StringBuilder text, IEnumerable<Measurement> measurements)
    {
        foreach (var (metric, value) in measurements)
            text.Append($"{metric.Name.PadRight(NameWidth)}{MetricText.Value(value, metric.Unit)}\n");
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
