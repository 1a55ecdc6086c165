using System.Collections.Immutable;
using BuildkiteCi.Core.Text;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Pipelines.Builds;

namespace BuildkiteCi.Matrices.Reading;

/// <summary>What a build holds that matters for its matrices.</summary>
/// <param name="MetaData">Values by key; those that were asked for.</param>
/// <param name="Outcomes">How the newest try of each step ended; steps that have not run are missing.</param>
public sealed record BuildSnapshot(ImmutableDictionary<string, string> MetaData, ImmutableDictionary<StepKey, Outcome> Outcomes)
{
    /// <summary>Addresses of the jobs that gave the outcomes, where they are known.</summary>
    public ImmutableDictionary<StepKey, WebAddress> JobUrls { get; init; } = ImmutableDictionary<StepKey, WebAddress>.Empty;
}
