using System.Collections.Immutable;
using BuildkiteCi.Benchmarks.Metrics;
using BuildkiteCi.Testing.Accuracy;

namespace BuildkiteCi.Benchmarks.Judging;

/// <summary>What a run is worth against its targets.</summary>
/// <param name="Verdict">Passed, failed, unverified, or an infrastructure failure.</param>
/// <param name="Reason">Why, in one line with the numbers.</param>
/// <param name="Results">Each target.</param>
public sealed record Judgement(StageVerdict Verdict, string Reason, ImmutableArray<TargetResult> Results)
{
    /// <summary>A run that never got so far as to measure, or in which something broke.</summary>
    public static Judgement Failed(string reason) => new(StageVerdict.Failed, reason, []);

    /// <summary>A run that the machine stood in the way of before anything of the case was started: nothing is said of the model.</summary>
    public static Judgement InfrastructureFailure(string reason) => new(StageVerdict.Infrastructure, reason, []);

    /// <summary>The run as a matrix shows it.</summary>
    public Status Status => ResultMapping.StatusOf(Verdict)!;

    /// <summary>Whether the run did not succeed, and the caller must report it.</summary>
    public bool IsFailure => ResultMapping.IsFailure(Verdict);

    /// <summary>What was measured against a target, as matrices and pages show it.</summary>
    public ImmutableArray<Measurement> Measurements =>
        [
            .. Results
                .Where(result => result.Measured is not null)
                .Select(result => new Measurement(result.Metric, result.Measured!.Value)
                {
                    Target = result.Target,
                    StandardError = result.StandardError,
                }),
        ];

    /// <summary>
    /// Judges a run. Failed: a target is missed, a request failed, or nothing was measured. Unverified: nothing is asked for, or what is
    /// asked for was not measured. Missing is never zero and zero never the best latency of all.
    /// </summary>
    /// <param name="report">The client's report; null where only an evaluation ran.</param>
    /// <param name="accuracy">The score; null where none was measured.</param>
    /// <param name="targets">What is asked for.</param>
    public static Judgement Of(ClientReport? report, AccuracyScore? accuracy, Targets targets)
    {
        var results = Compare(report, accuracy ?? report?.Score, targets).ToImmutableArray();
        if (report is not null && Unusable(report) is { } reason) return new Judgement(StageVerdict.Failed, reason, results);
        if (results.IsEmpty) return new Judgement(StageVerdict.Unverified, "no target is set", results);
        var missed = results.Where(result => result.Status == Status.Failing).ToImmutableArray();
        var unmeasured = results.Where(result => result.Status == Status.Untested).ToImmutableArray();
        return !missed.IsEmpty ? new Judgement(StageVerdict.Failed, Words(missed), results)
            : !unmeasured.IsEmpty ? new Judgement(StageVerdict.Unverified, Words(unmeasured), results)
            : new Judgement(StageVerdict.Passed, Words(results), results);
    }

    /// <summary>The same run, which failed for these reasons whatever its numbers are; unchanged without any.</summary>
    public Judgement Spoilt(IEnumerable<string> reasons)
    {
        var all = reasons.ToArray();
        return all.Length == 0
            ? this
            : new Judgement(StageVerdict.Failed, string.Join("; ", Verdict == StageVerdict.Failed ? [.. all, Reason] : all), Results);
    }

    private static string? Unusable(ClientReport report) =>
        report.Verdict switch
        {
            ReportVerdict.NoResult => "the client printed no result",
            ReportVerdict.Truncated => "the client's result was cut off",
            ReportVerdict.AllRequestsFailed => "every request failed, nothing was measured",
            ReportVerdict.SomeRequestsFailed => report.FailedRequests is { } requests
                ? $"{requests.Failed} of {requests.All} requests failed"
                : "some requests failed",
            _ => null,
        };

    private static IEnumerable<TargetResult> Compare(ClientReport? report, AccuracyScore? score, Targets targets)
    {
        if (targets.RequestThroughput is > 0 and var rate)
            yield return Against(KnownMetrics.RequestThroughput, report?.Metrics[KnownMetrics.RequestThroughput], rate);
        if (targets.Latency is { } latency)
            yield return Against(KnownMetrics.P99EndToEnd, report?.Metrics[KnownMetrics.P99EndToEnd], latency.TotalMilliseconds);
        if (targets.Accuracy is not { IsSet: true } accuracy) yield break;
        if (score is null)
        {
            yield return new TargetResult(
                new Metric("accuracy", accuracy.Value > 1 ? MetricUnit.Percent : MetricUnit.Fraction, Better.Higher),
                null,
                accuracy.Value,
                Status.Untested
            );
            yield break;
        }

        yield return new TargetResult(
            score.Metric,
            score.Score,
            accuracy.Value,
            accuracy.IsReachedBy(score) ? Status.Passing : Status.Failing
        )
        {
            Tolerance = accuracy.Tolerance,
            StandardError = score.StandardError,
            Note = accuracy.OtherScale(score),
        };
    }

    private static TargetResult Against(Metric metric, double? measured, double target)
    {
        var status = measured is not { } value ? Status.Untested : metric.IsReached(target, value) ? Status.Passing : Status.Failing;
        return new TargetResult(metric, measured, target, status);
    }

    private static string Words(ImmutableArray<TargetResult> results) => string.Join("; ", results.Select(JudgementText.Sentence));
}
