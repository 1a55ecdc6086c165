using System.Collections.Immutable;
using BuildkiteCi.Pipelines;

namespace BuildkiteCi.LocalBuilds.Running.Scheduling;

/// <summary>What a step waits for.</summary>
/// <param name="Steps">Places of steps, each with whether it may fail.</param>
/// <param name="UnknownKeys">Keys of <c>depends_on</c> that no step or group of the build has (yet).</param>
internal sealed record StepNeeds(ImmutableArray<(int Step, bool MayFail)> Steps, ImmutableArray<StepKey> UnknownKeys);
