using System.Collections.Immutable;
using BuildkiteCi.Benchmarks.Metrics;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Testing.Accuracy;

namespace BuildkiteCi.Benchmarks.Judging;

/// <summary>What a run is worth against its targets.</summary>
/// <param name="Status">Passing, failing or untested.</param>
/// <param name="Reason">Why, in one line with the numbers.</param>
/// <param name="Results">Each target.</param>
public sealed record Judgement(Status Status, string Reason, ImmutableArray<TargetResult> Results)
{
    /// <summary>The scores of a run that never got so far as to measure: it failed.</summary>
    public static Judgement Failed(string reason) => new(Status.Failing, reason, []);

    /// <summary>A run that the machine stood in the way of before anything of the case was started: nothing is said of the model.</summary>
    public static Judgement InfrastructureFailure(string reason) => new(Status.Untested, reason, []) { IsInfrastructureFailure = true };

    /// <summary>Whether the machine stood in the way: the run has to be made again, and is no success.</summary>
    public bool IsInfrastructureFailure { get; private init; }

    /// <summary>Whether whoever asked for the run has to be told that it did not succeed.</summary>
    public bool IsFailure => IsInfrastructureFailure || Status == Status.Failing;

    /// <summary>
    /// Judges a run. Failing: a target is missed, a request failed, or nothing was measured. Untested: nothing is asked for, or what is asked
    /// for was not measured. Missing is never zero and zero never the best latency of all.
    /// </summary>
    /// <param name="report">The client's report; null where only an evaluation ran.</param>
    /// <param name="accuracy">The score; null where none was measured.</param>
    /// <param name="targets">What is asked for.</param>
    public static Judgement Of(ClientReport? report, AccuracyScore? accuracy, Targets targets)
    {
        var results = Compare(report, accuracy, targets).ToImmutableArray();
        if (report is not null && Unusable(report) is { } reason) return new Judgement(Status.Failing, reason, results);
        if (results.IsEmpty) return new Judgement(Status.Untested, "no target is set", results);
        var missed = results.Where(result => result.Status == Status.Failing).ToImmutableArray();
        var unmeasured = results.Where(result => result.Status == Status.Untested).ToImmutableArray();
        return !missed.IsEmpty ? new Judgement(Status.Failing, Words(missed), results)
            : !unmeasured.IsEmpty ? new Judgement(Status.Untested, Words(unmeasured), results)
            : new Judgement(Status.Passing, Words(results), results);
    }

    /// <summary>The judgement as a matrix records it.</summary>
    public StageResult ForMatrix(string stage) => new(stage, Status)
    {
        Note = Reason,
        Measurements =
        [
            .. Results.Where(result => result.Measured is not null).Select(result =>
                new BuildkiteCi.Catalogue.Results.Measurement(result.Metric.Name, result.Measured!.Value, result.Metric.Unit == MetricUnit.Fraction ? "" : result.Metric.Unit.Symbol) { Target = result.Target }),
        ],
    };

    private static string? Unusable(ClientReport report) => report.Verdict switch
    {
        ReportVerdict.NoResult => "the client printed no result",
        ReportVerdict.Truncated => "the client's result was cut off",
        ReportVerdict.AllRequestsFailed => "every request failed, nothing was measured",
        ReportVerdict.SomeRequestsFailed => report.Metrics.FailedRequests(report.Prompts) is { } failed
            ? $"{failed} of {failed + report.Metrics[KnownMetrics.Completed]} requests failed" : "some requests failed",
        _ => null,
    };

    private static IEnumerable<TargetResult> Compare(ClientReport? report, AccuracyScore? accuracy, Targets targets)
    {
        if (targets.RequestThroughput is { } rate) yield return Against(KnownMetrics.RequestThroughput, report?.Metrics[KnownMetrics.RequestThroughput], rate);
        if (targets.Latency is { } latency) yield return Against(KnownMetrics.P99EndToEnd, report?.Metrics[KnownMetrics.P99EndToEnd], latency.TotalMilliseconds);
        if (targets.Accuracy is not { } least) yield break;
        var score = accuracy?.Score ?? report?.Accuracy.FirstOrDefault(measured => measured.Metric == KnownMetrics.Accuracy)?.Value;
        // Scores above one are on ROUGE's scale; the target's scale tells.
        var unit = least > 1 ? MetricUnit.Percent : MetricUnit.Fraction;
        var result = Against(new Metric(accuracy?.Metric ?? KnownMetrics.Accuracy.Name, unit, Better.Higher), score, least, targets.AccuracyTolerance);
        yield return result with { StandardError = accuracy?.StandardError };
    }

    private static TargetResult Against(Metric metric, double? measured, double target, double tolerance = 0)
    {
        var status = measured is not { } value ? Status.Untested
            : metric.Better == Better.Lower ? (value <= target ? Status.Passing : Status.Failing)
            // A score is a fraction of questions: half a millionth is rounding.
            : value >= target - tolerance - 5e-7 * Math.Sign(tolerance) ? Status.Passing : Status.Failing;
        return new TargetResult(metric, measured, target, status) { Tolerance = tolerance };
    }

    private static string Words(ImmutableArray<TargetResult> results) => string.Join("; ", results.Select(JudgementText.Sentence));
}
