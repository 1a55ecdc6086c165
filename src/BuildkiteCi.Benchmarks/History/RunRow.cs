using BuildkiteCi.Benchmarks.Metrics;
using BuildkiteCi.Core.Text;

namespace BuildkiteCi.Benchmarks.History;

/// <summary>A row of <c>runs</c>.</summary>
internal sealed record RunRow
{
    public string Id { get; init; } = "";

    public string CaseName { get; init; } = "";

    public string Device { get; init; } = "";

    public string Model { get; init; } = "";

    public string RunType { get; init; } = "";

    public string ModelTag { get; init; } = "";

    public string Configuration { get; init; } = "";

    public string ConfigurationHash { get; init; } = "";

    public string Versions { get; init; } = "";

    public string TestedCommit { get; init; } = "";

    public string? CommitTime { get; init; }

    public string OrderTime { get; init; } = "";

    public string? Release { get; init; }

    public string? JobUrl { get; init; }

    public string RunBy { get; init; } = "";

    public string Started { get; init; } = "";

    public double DurationSeconds { get; init; }

    public string Verdict { get; init; } = "";

    public string Status { get; init; } = "";

    public string Reason { get; init; } = "";

    // A run whose commit has no known time is ordered by when it ran.
    public static RunRow Of(BenchmarkRun run) =>
        new()
        {
            Id = run.Id,
            CaseName = run.Case,
            Device = run.Device,
            Model = run.Model,
            RunType = run.RunType,
            ModelTag = run.ModelTag,
            Configuration = run.Configuration,
            ConfigurationHash = run.ConfigurationHash,
            Versions = RunLines.Versions(run.Versions),
            TestedCommit = run.Commit,
            CommitTime = run.CommitTime is { } time ? RunHistory.Time(time) : null,
            OrderTime = RunHistory.Time(run.CommitTime ?? run.Started),
            Release = run.Release,
            JobUrl = run.JobUrl,
            RunBy = run.RunBy,
            Started = RunHistory.Time(run.Started),
            DurationSeconds = run.Duration.TotalSeconds,
            Verdict = run.Verdict.Word(),
            Status = run.Status,
            Reason = run.Reason,
        };

    public BenchmarkRun Run(IEnumerable<RunMetricRow> metrics, IEnumerable<RunProbeRow> probes) =>
        new(Id, CaseName, Device, RunHistory.Time(Started))
        {
            Model = Model,
            RunType = RunType,
            ModelTag = ModelTag,
            Configuration = Configuration,
            ConfigurationHash = ConfigurationHash,
            Versions = RunLines.Versions(Versions),
            CommitTime = CommitTime is { } time ? RunHistory.Time(time) : null,
            Release = Release,
            JobUrl = JobUrl,
            RunBy = RunBy,
            Duration = Elapsed.OfSeconds(DurationSeconds),
            Verdict = ReportVerdicts.Parse(Verdict) ?? ReportVerdict.NoResult,
            Status = Status,
            Reason = Reason,
            Metrics =
            [
                .. metrics.Select(row => new Measurement(KnownMetrics.Of(row.Name, row.Unit, row.Better), row.Value)
                {
                    StandardError = row.StandardError,
                    Target = row.Target,
                }),
            ],
            Probes = [.. probes.Select(row => new RunProbe(row.Rate, row.LatencyMs, row.Failure))],
        };
}

/// <summary>A row of <c>run_probes</c>.</summary>
internal sealed record RunProbeRow
{
    public string RunId { get; init; } = "";

    public double? Rate { get; init; }

    public double? LatencyMs { get; init; }

    public string? Failure { get; init; }
}
