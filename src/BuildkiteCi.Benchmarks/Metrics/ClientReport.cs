using System.Collections.Immutable;

namespace BuildkiteCi.Benchmarks.Metrics;

/// <summary>What a client's console output or saved file says.</summary>
/// <param name="Verdict">What it is worth.</param>
/// <param name="Metrics">The throughput run's metrics: those of the first complete table.</param>
public sealed record ClientReport(ReportVerdict Verdict, RunMetrics Metrics)
{
    /// <summary>Requests that the run was to send, where the file says so.</summary>
    public int? Prompts { get; init; }

    /// <summary>Metrics of further complete tables: the accuracy client's run.</summary>
    public ImmutableArray<RunMetrics> Later { get; init; } = [];

    /// <summary>Scores and counts that an evaluation printed, in its order; empty where there was none.</summary>
    public ImmutableArray<Measurement> Accuracy { get; init; } = [];
}
