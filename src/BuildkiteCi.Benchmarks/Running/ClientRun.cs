using System.Collections.Immutable;
using BuildkiteCi.Benchmarks.Metrics;
using BuildkiteCi.Benchmarks.Search;

namespace BuildkiteCi.Benchmarks.Running;

/// <summary>One run of the client.</summary>
/// <param name="Report">What it measured.</param>
/// <param name="Failure">Why it gave no result; null where it did.</param>
/// <param name="Diagnostics">What was found while its results were read.</param>
internal sealed record ClientRun(ClientReport Report, string? Failure, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>The 99th percentile of end-to-end latency; null where it was not measured.</summary>
    public TimeSpan? Latency => Report.Metrics[KnownMetrics.P99EndToEnd] is { } ms ? TimeSpan.FromMilliseconds(ms) : null;

    /// <summary>Why its numbers are those of no whole run; null where they are.</summary>
    public string? Unusable =>
        Failure ?? (Report.Verdict is ReportVerdict.Ok or ReportVerdict.OkThenUnfinished ? null : Report.Verdict.Word().Replace('_', ' '));

    /// <summary>The run as a probe of the rate search. Where requests failed, the others' latency means nothing for the rate.</summary>
    public RateProbe AsProbe(double rate)
    {
        return new RateProbe(rate, Unusable is null ? Latency : null, Report.Metrics)
        {
            Failure = Unusable ?? (Latency is null ? "no 99th percentile of end-to-end latency" : null),
        };
    }
}
