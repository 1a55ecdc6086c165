using System.Collections.Immutable;
using BuildkiteCi.Testing.Accuracy;

namespace BuildkiteCi.Benchmarks.Metrics;

/// <summary>The content of a client's console output or saved file.</summary>
/// <param name="Verdict">What it is worth.</param>
/// <param name="Metrics">The throughput run's metrics: those of the first complete table.</param>
public sealed record ClientReport(ReportVerdict Verdict, RunMetrics Metrics)
{
    /// <summary>The client that printed it, as people call it; empty where only <c>vllm bench serve</c> can have.</summary>
    public string Client { get; init; } = "";

    /// <summary>Requests that the run sent, or was to send; null where nothing tells.</summary>
    public int? Prompts { get; init; }

    /// <summary>Further complete tables, such as the accuracy client's run, in the log's order.</summary>
    public ImmutableArray<LaterTable> Later { get; init; } = [];

    /// <summary>Scores and counts that an evaluation printed, in its order; empty where there was none.</summary>
    public ImmutableArray<Measurement> Accuracy { get; init; } = [];

    /// <summary>The first score that the evaluation printed; null where it printed none.</summary>
    public AccuracyScore? Score =>
        Accuracy.FirstOrDefault(printed => printed.Metric.Better != Better.Neither) is { } score
            ? new AccuracyScore(
                "evaluation",
                score.Metric,
                score.Value,
                score.StandardError,
                (int?)Accuracy.FirstOrDefault(count => count.Metric.Name == "gen_num")?.Value
            )
            : null;

    /// <summary>How many requests failed, and of how many, over all tables; null where it is not known that any did.</summary>
    public (double Failed, double All)? FailedRequests
    {
        get
        {
            var tables = Later.Select(table => (table.Metrics, table.Prompts)).Prepend((Metrics, Prompts)).ToArray();
            var failed = tables.Sum(table => table.Metrics.FailedRequests(table.Prompts) ?? 0);
            return failed > 0 ? (failed, failed + tables.Sum(table => table.Metrics[KnownMetrics.Completed] ?? 0)) : null;
        }
    }
}

/// <summary>A result table behind the first one of a log.</summary>
/// <param name="Line">Line of its title, from 1.</param>
/// <param name="Metrics">What it holds.</param>
/// <param name="Prompts">Requests that its run sent; null where nothing tells.</param>
public sealed record LaterTable(int Line, RunMetrics Metrics, int? Prompts)
{
    /// <summary>The client that printed it, as people call it: <c>vllm bench serve</c>.</summary>
    public string Client { get; init; } = "";
}
