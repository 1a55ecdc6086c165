using System.Collections.Immutable;
using BuildkiteCi.Adopting.Observing;
using BuildkiteCi.Core;

namespace BuildkiteCi.Adopting.Comparing;

/// <summary>A build that was made in both ways.</summary>
/// <param name="Observed">As the present bootstrap makes it.</param>
/// <param name="Composed">As it is composed; with the diagnostics that keep it from being composed.</param>
/// <param name="Differences">What differs.</param>
public sealed record ComparedBuild(ObservedBuild Observed, Diagnosed<BuildImage> Composed, ImmutableArray<Difference> Differences);
