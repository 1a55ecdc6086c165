using BuildkiteCi.Benchmarks.Cases;
using BuildkiteCi.Testing.Accuracy;

namespace BuildkiteCi.Benchmarks.Judging;

/// <summary>What a run has to reach; what is null is not asked for.</summary>
public sealed record Targets
{
    /// <summary>Nothing is asked for.</summary>
    public static readonly Targets None = new();

    /// <summary>Least requests a second.</summary>
    public double? RequestThroughput { get; init; }

    /// <summary>Longest 99th percentile of end-to-end latency.</summary>
    public TimeSpan? Latency { get; init; }

    /// <summary>Least score.</summary>
    public AccuracyTarget? Accuracy { get; init; }

    /// <summary>The targets of a case. A run for accuracy is judged by its score alone.</summary>
    /// <param name="settings">The case.</param>
    /// <param name="accuracyTolerance">How far below its target a score still passes (<c>testing.accuracy_tolerance</c> of
    /// <c>ci.yml</c>).</param>
    public static Targets Of(CaseSettings settings, double accuracyTolerance)
    {
        var accuracy = settings.ExpectedAccuracy is { } score ? new AccuracyTarget(score, accuracyTolerance) : null;
        return settings.JudgesAccuracy
            ? new Targets { Accuracy = accuracy }
            : new Targets { RequestThroughput = settings.ExpectedThroughput, Latency = settings.ExpectedLatency, Accuracy = accuracy };
    }
}
