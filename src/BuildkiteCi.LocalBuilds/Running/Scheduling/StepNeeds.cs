using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines;

namespace BuildkiteCi.LocalBuilds.Running.Scheduling;

/// <summary>What a step waits for.</summary>
/// <param name="Steps">Steps of the build.</param>
/// <param name="UnknownKeys">Keys of <c>depends_on</c> that no step or group of the build has (yet).</param>
internal sealed record StepNeeds(ImmutableArray<StepNeed> Steps, ImmutableArray<StepKey> UnknownKeys)
{
    /// <summary>
    /// Steps that it waits for too unless they wait for it: what a step of its group uploaded, and the rest of a concurrency group of which
    /// it names a member.
    /// </summary>
    public ImmutableArray<StepNeed> Wished { get; init; } = [];
}
