using System.Collections.Immutable;
using BuildkiteCi.Benchmarks.Metrics;

namespace BuildkiteCi.Benchmarks.History;

/// <summary>A run as the history keeps it. The same id again replaces the whole record: nothing of an earlier try is left in it.</summary>
/// <param name="Id">Identity: the job's id, so that each try of a step is a record of its own.</param>
/// <param name="Case">Name of the case, or of the model for a catalogue's stage.</param>
/// <param name="Device">Name in the history: <c>tpu7x-8</c>.</param>
/// <param name="Started">When the run began.</param>
public sealed record BenchmarkRun(string Id, string Case, string Device, DateTimeOffset Started)
{
    /// <summary>The type of a run that a bisection made: kept, and no point of a series.</summary>
    public const string BisectType = "BISECT";

    /// <summary>The model as people call it.</summary>
    public string Model { get; init; } = "";

    /// <summary>What the run was for: <c>DAILY</c>.</summary>
    public string RunType { get; init; } = "DAILY";

    /// <summary>The configuration's standing: <c>PROD</c>, <c>NEW</c>.</summary>
    public string ModelTag { get; init; } = "PROD";

    /// <summary>How it was measured, without the code under test: command lines and environment, as JSON.</summary>
    public string Configuration { get; init; } = "{}";

    /// <summary>Identity of <see cref="Configuration"/> without what varies from run to run; another hash is another series.</summary>
    public string ConfigurationHash { get; init; } = "";

    /// <summary>The code under test: <c>tpu-inference</c>, <c>vllm</c>, <c>jax</c> and their commits or versions, by name.</summary>
    public ImmutableSortedDictionary<string, string> Versions { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>When the commit under test was made: what orders a series; runs that are repeated or come late find their place by
    /// it.</summary>
    public DateTimeOffset? CommitTime { get; init; }

    /// <summary>The release that was measured (<c>v0.13.2</c>); null: none.</summary>
    public string? Release { get; init; }

    /// <summary>Address of the job; null where there is none.</summary>
    public string? JobUrl { get; init; }

    /// <summary>Who or what ran it: the agent's name, the machine's.</summary>
    public string RunBy { get; init; } = "";

    /// <summary>How long it took, from the server's start to its end.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>What the client's output was worth.</summary>
    public ReportVerdict Verdict { get; init; }

    /// <summary><c>Passing</c>, <c>Failing</c> or <c>Untested</c>.</summary>
    public string Status { get; init; } = "Untested";

    /// <summary>Why, in one line.</summary>
    public string Reason { get; init; } = "";

    /// <summary>All metrics of the throughput run, then the scores.</summary>
    public ImmutableArray<Measurement> Metrics { get; init; } = [];

    /// <summary>Every run of the client during the rate search, the first included; empty where there was no search.</summary>
    public ImmutableArray<RunProbe> Probes { get; init; } = [];

    /// <summary>The commit that a series names: of tpu-inference, else of vllm; empty where neither is known.</summary>
    public string Commit => Versions.GetValueOrDefault("tpu-inference") ?? Versions.GetValueOrDefault("vllm") ?? "";

    /// <summary>Whether its metrics are a whole run's: those of a failed one speak of the requests that did not fail.</summary>
    public bool IsUsable => Verdict is ReportVerdict.Ok or ReportVerdict.OkThenUnfinished or ReportVerdict.AccuracyOnly;
}

/// <summary>A run of the client at one request rate.</summary>
/// <param name="Rate">Requests a second; null: all at once.</param>
/// <param name="LatencyMs">99th percentile of end-to-end latency in milliseconds; null where the run gave none.</param>
/// <param name="Failure">Why it gave none.</param>
public sealed record RunProbe(double? Rate, double? LatencyMs, string? Failure);
