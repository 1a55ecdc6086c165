using System.Collections.Immutable;

namespace BuildkiteCi.Benchmarks.Metrics;

/// <summary>What the numbers of one run say about each other.</summary>
internal static class ReportChecks
{
    private static readonly Rule Missing =
        new(
            "B115",
            Severity.Error,
            "A run lacks a metric that every run has",
            """{ "completed": 100, "duration": 9.5 }""",
            """{ "completed": 100, "duration": 9.5, "request_throughput": 10.5 }"""
        )
        {
            Why = "A run lacked its throughput. It was stored, and drew a line to zero in every chart.",
        };

    private static readonly Rule EveryRequestFailed =
        new(
            "B106",
            Severity.Error,
            "No request succeeded, so nothing was measured",
            "Successful requests: 0",
            "Successful requests: 1000"
        )
        {
            Why = "The server refused every request. The client ended with success, and a throughput of 0 went into the history.",
        };

    private static readonly Rule SomeRequestsFailed =
        new(
            "B107",
            Severity.Error,
            "Some requests failed, so the metrics speak of the others only",
            "Failed requests: 102",
            "Failed requests: 0"
        )
        {
            Why = "A third of the requests failed. The throughput of the others was reported, and was better than ever.",
        };

    private static readonly Rule Contradiction =
        new(
            "B108",
            Severity.Warning,
            "Two metrics of one run contradict each other",
            """
            Benchmark duration (s): 10.00
            Successful requests: 10
            Request throughput (req/s): 7.00
            """,
            "Request throughput (req/s): 1.00"
        )
        {
            Why = "The client's throughput and its own counts did not fit together: the clock of the machine had been set during the run.",
        };

    // The console rounds to two decimals; a number below one is off by up to half a hundredth, the others by far less than this.
    private const double Tolerance = 0.02;
    private const double Rounding = 0.0051;

    private static readonly ImmutableArray<Metric> Always = [KnownMetrics.Completed, KnownMetrics.Duration, KnownMetrics.RequestThroughput];

    public static ReportVerdict Verdict(RunMetrics metrics, int? prompts)
    {
        if (metrics.Measurements.IsEmpty) return ReportVerdict.NoResult;
        if (metrics[KnownMetrics.Completed] is 0) return ReportVerdict.AllRequestsFailed;
        return metrics.FailedRequests(prompts) > 0 ? ReportVerdict.SomeRequestsFailed : ReportVerdict.Ok;
    }

    /// <summary>The metrics without latencies where no request was answered: the client prints 0.00 for what it did not measure.</summary>
    public static RunMetrics WithoutUnmeasured(RunMetrics metrics) => metrics[KnownMetrics.Completed] is 0
        ? metrics with { Measurements = metrics.Measurements.RemoveAll(measurement => KnownMetrics.IsLatency(measurement.Metric)) }
        : metrics;

    public static IEnumerable<Diagnostic> Of(RunMetrics? metrics, SourceLocation location, int? prompts)
    {
        if (metrics is null) yield break;
        foreach (var metric in Always.Where(metric => metrics[metric] is null))
        {
            yield return new Diagnostic(
                Missing,
                location,
                $"'{metric}' is missing",
                "it counts as not measured; run the client again"
            );
        }

        switch (Verdict(metrics, prompts))
        {
            case ReportVerdict.AllRequestsFailed:
                yield return new Diagnostic(EveryRequestFailed, location, "every request failed, so nothing was measured",
                    "look for the client's 'Error 0:' lines and at the server's log");
                break;
            case ReportVerdict.SomeRequestsFailed:
                var failed = metrics.FailedRequests(prompts);
                yield return new Diagnostic(
                    SomeRequestsFailed,
                    location,
                    $"{failed} of {failed + metrics[KnownMetrics.Completed]} requests failed",
                    "the others' latencies flatter the run; look for the client's 'Error 0:' lines and at the server's log");
                break;
        }

        foreach (var (message, _) in Contradictions(metrics).Where(pair => !pair.Holds))
        {
            yield return new Diagnostic(
                Contradiction,
                location,
                message,
                "check that both come from one run of a client that counts in the usual way"
            );
        }
    }

    private static IEnumerable<(string Message, bool Holds)> Contradictions(RunMetrics metrics)
    {
        var duration = metrics[KnownMetrics.Duration];
        if (!(duration > 0)) yield break;
        (Metric Rate, double? Amount)[] rates =
        [
            (KnownMetrics.RequestThroughput, metrics[KnownMetrics.Completed]),
            (KnownMetrics.OutputThroughput, metrics[KnownMetrics.OutputTokens]),
            (KnownMetrics.TotalThroughput, metrics[KnownMetrics.InputTokens] + (metrics[KnownMetrics.OutputTokens] ?? 0)),
        ];
        foreach (var (rate, amount) in rates)
        {
            if (metrics[rate] is not { } printed || amount is not { } sum) continue;
            var expected = sum / duration.Value;
            yield return ($"{rate} is {printed} {rate.Unit}, but {sum} in {duration} s are {expected:0.##}", IsNear(printed, expected));
        }

        foreach (
            var median in metrics.Measurements.Where(measurement => measurement.Metric.Name.StartsWith("median_", StringComparison.Ordinal))
        )
        {
            var p99 = metrics["p99_" + median.Metric.Name["median_".Length..]];
            yield return ($"{median.Metric} is {median.Value}, more than the 99th percentile, {p99}", !(p99 + Rounding < median.Value));
        }
    }

    private static bool IsNear(double printed, double expected) =>
        Math.Abs(printed - expected) <= Rounding + Tolerance * Math.Max(printed, expected);
}
