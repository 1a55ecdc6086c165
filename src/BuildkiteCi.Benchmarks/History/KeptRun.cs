using System.Collections.Immutable;
using BuildkiteCi.Benchmarks.Judging;
using BuildkiteCi.Benchmarks.Metrics;
using BuildkiteCi.Benchmarks.Running;
using BuildkiteCi.Testing.Accuracy;

namespace BuildkiteCi.Benchmarks.History;

/// <summary>Makes the history's record of a run.</summary>
public static class KeptRun
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
                .. outcome.Search?.Probes.Select(probe => new RunProbe(
                    double.IsFinite(probe.Rate) ? probe.Rate : null,
                    probe.Latency?.TotalMilliseconds,
                    probe.Failure
                ))
                    ?? [],
            ],
        };
    }

    /// <summary>The targets that were in force in a run, as its record keeps them.</summary>
    /// <param name="run">The run.</param>
    /// <param name="accuracyTolerance">How far below its target a score still passes.</param>
    public static Targets TargetsOf(BenchmarkRun run, double accuracyTolerance)
    {
        return new Targets
        {
            RequestThroughput = Asked(KnownMetrics.RequestThroughput.Name),
            Latency = Asked(KnownMetrics.P99EndToEnd.Name) is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null,
            Accuracy = run
                .Metrics.FirstOrDefault(one => one.Target is not null && EvaluationMetrics.Named(one.Metric.Name) is not null)
                ?.Target
                is { } score
                ? new AccuracyTarget(score, accuracyTolerance)
                : null,
        };

        double? Asked(string metric) => run.Metrics.FirstOrDefault(one => one.Metric.Name == metric)?.Target;
    }

    // What was installed is what was measured, whatever a variable holds.
    private static ImmutableSortedDictionary<string, string> Versions(RunIdentity identity, BenchmarkOutcome outcome)
    {
        var versions = identity.Versions.SetItems(outcome.Versions);
        return outcome.ServerVersion is { } version ? versions.SetItem("vllm-version", version) : versions;
    }

    private static ImmutableArray<Measurement> Metrics(BenchmarkOutcome outcome)
    {
        var metrics = ImmutableArray.CreateBuilder<Measurement>();
        metrics.AddRange(outcome.Report?.Metrics.Measurements ?? []);
        if (outcome.Search?.Best is { } best && double.IsFinite(best)) metrics.Add(new Measurement(FoundRate, best));
        if (outcome.Accuracy is { } score) metrics.Add(score.Measurement(target: null));
        return
        [
            .. metrics.DistinctBy(one => one.Metric.Name).Select(one => one with { Target = Target(outcome.Judgement, one.Metric.Name) }),
        ];
    }

    private static double? Target(Judgement judgement, string metric) =>
        judgement.Results.FirstOrDefault(result => result.Metric.Name == metric)?.Target;
}
