using System.Collections.Immutable;
using BuildkiteCi.Benchmarks.Judging;
using BuildkiteCi.Benchmarks.Metrics;
using BuildkiteCi.Benchmarks.Running;

namespace BuildkiteCi.Benchmarks.History;

/// <summary>Makes the history's record of a run.</summary>
public static class RunRecord
{
    /// <summary>The highest request rate that met the latency goal, as a metric of its own.</summary>
    public static readonly Metric FoundRate = new("found_rate", MetricUnit.RequestsPerSecond, Better.Higher);

    /// <summary>The record. A run that failed to start has one too: a history without it has no trace of that night.</summary>
    public static BenchmarkRun Of(BenchmarkPlan plan, BenchmarkOutcome outcome, RunIdentity identity, DateTimeOffset started)
    {
        var (configuration, hash) = ConfigurationText.Of(plan.Commands);
        return new BenchmarkRun(identity.Id, plan.Case.Name, plan.Machine.Device, started)
        {
            Model = plan.Case.Model,
            RunType = plan.Case.Settings.RunType,
            ModelTag = plan.Case.Settings.ModelTag,
            Configuration = configuration,
            ConfigurationHash = hash,
            Versions = Versions(identity, outcome),
            CommitTime = identity.CommitTime,
            Release = identity.Release,
            JobUrl = identity.JobUrl,
            RunBy = identity.RunBy,
            Duration = outcome.Elapsed,
            Verdict = outcome.Report?.Verdict ?? (outcome.Accuracy is null ? ReportVerdict.NoResult : ReportVerdict.AccuracyOnly),
            Status = outcome.Judgement.Status.Name,
            Reason = outcome.Judgement.Reason,
            Metrics = Metrics(outcome),
            Probes =
            [
                .. outcome.Search?.Probes.Select(probe => new RunProbe(double.IsFinite(probe.Rate) ? probe.Rate : null, probe.Latency?.TotalMilliseconds, probe.Failure)) ?? [],
            ],
        };
    }

    // What was installed is what was measured, whatever a variable says.
    private static ImmutableSortedDictionary<string, string> Versions(RunIdentity identity, BenchmarkOutcome outcome)
    {
        var versions = identity.Versions.SetItems(outcome.Versions);
        return outcome.ServerVersion is { } version ? versions.SetItem("vllm-version", version) : versions;
    }

    private static ImmutableArray<RunMetric> Metrics(BenchmarkOutcome outcome)
    {
        var metrics = ImmutableArray.CreateBuilder<RunMetric>();
        foreach (var (metric, value) in outcome.Report?.Metrics.Measurements ?? []) metrics.Add(new RunMetric(metric.Name, metric.Unit.Symbol, value, Target: Target(outcome.Judgement, metric.Name)));
        if (outcome.Search?.Best is { } best && double.IsFinite(best)) metrics.Add(new RunMetric(FoundRate.Name, FoundRate.Unit.Symbol, best));
        if (outcome.Accuracy is { } score) metrics.Add(new RunMetric(score.Metric, MetricUnit.Fraction.Symbol, score.Score, score.StandardError, Target(outcome.Judgement, score.Metric)));
        return [.. metrics.DistinctBy(metric => metric.Name)];
    }

    private static double? Target(Judgement judgement, string metric) => judgement.Results.FirstOrDefault(result => result.Metric.Name == metric)?.Target;
}
