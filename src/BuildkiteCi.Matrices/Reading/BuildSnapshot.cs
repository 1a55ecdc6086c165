using System.Collections.Immutable;
using BuildkiteCi.Core.Text;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Pipelines.Builds;

namespace BuildkiteCi.Matrices.Reading;

/// <summary>What a build holds that matters for its matrices.</summary>
/// <param name="MetaData">Values by key; those that were asked for.</param>
/// <param name="Outcomes">How the newest try of each step ended; steps that have not run are missing.</param>
public sealed record BuildSnapshot(ImmutableDictionary<string, string> MetaData, ImmutableDictionary<StepKey, Outcome> Outcomes)
{
    // Enough to see which part of a build is missing.
    private const int KeysShown = 5;

    /// <summary>Steps that are in the build and have not ended: it runs, waits at a block, or was cut off.</summary>
    public ImmutableHashSet<StepKey> Unfinished { get; init; } = [];

    /// <summary>Whether the whole build was cancelled.</summary>
    public bool IsCancelled { get; init; }

    /// <summary>Addresses of the jobs that gave the outcomes, where they are known.</summary>
    public ImmutableDictionary<StepKey, WebAddress> JobUrls { get; init; } = ImmutableDictionary<StepKey, WebAddress>.Empty;

    /// <summary>How long the newest jobs of the steps took, where that is known.</summary>
    public ImmutableDictionary<StepKey, TimeSpan> Durations { get; init; } = ImmutableDictionary<StepKey, TimeSpan>.Empty;

    /// <summary>How often the jobs of the steps were retried, where that is known.</summary>
    public ImmutableDictionary<StepKey, int> Retries { get; init; } = ImmutableDictionary<StepKey, int>.Empty;

    /// <summary>Why nothing may be published of the build, as a sentence; null where every test that was asked for has ended.</summary>
    public string? WhatIsMissing(ResultQuery questions)
    {
        if (IsCancelled) return "the build was cancelled, so its results are only a part; run it again";
        var left = questions
            .Steps.Select(step => step.Key)
            .Where(Unfinished.Contains)
            .Distinct()
            .OrderBy(key => key.Text, StringComparer.Ordinal)
            .ToArray();
        if (left.Length == 0) return null;
        var more = left.Length > KeysShown ? $" and {left.Length - KeysShown} more" : "";
        return "the build has not ended, so its results are only a part: "
            + $"{string.Join(", ", left.Take(KeysShown).Select(key => key.Text))}{more} {(left.Length == 1 ? "is" : "are")} not done; "
            + "publish once the build is done";
    }
}
