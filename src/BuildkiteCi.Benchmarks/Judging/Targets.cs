using BuildkiteCi.Benchmarks.Cases;

namespace BuildkiteCi.Benchmarks.Judging;

/// <summary>What a run has to reach; what is null is not asked for.</summary>
public sealed record Targets
{
    /// <summary>Share by which a score may miss its target without failing: today's rule, an absolute difference.</summary>
    public const double UsualTolerance = 0.03;

    /// <summary>Nothing is asked for.</summary>
    public static readonly Targets None = new();

    /// <summary>Least requests a second.</summary>
    public double? RequestThroughput { get; init; }

    /// <summary>Longest 99th percentile of end-to-end latency.</summary>
    public TimeSpan? Latency { get; init; }

    /// <summary>Least score, in the score's unit.</summary>
    public double? Accuracy { get; init; }

    /// <summary>How far below <see cref="Accuracy"/> a score still passes, in the score's unit. Default 0.03.</summary>
    public double AccuracyTolerance { get; init; } = UsualTolerance;

    /// <summary>The targets of a case. A run for accuracy is judged by its score alone.</summary>
    public static Targets Of(CaseSettings settings) => settings.JudgesAccuracy
        ? new Targets { Accuracy = settings.ExpectedAccuracy }
        : new Targets { RequestThroughput = settings.ExpectedThroughput, Latency = settings.ExpectedLatency, Accuracy = settings.ExpectedAccuracy };
}
