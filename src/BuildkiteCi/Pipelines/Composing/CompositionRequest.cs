using System.Collections.Immutable;
using BuildkiteCi.Builds;
using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Pipelines.Composing;

/// <summary>What a build wants of the catalogue.</summary>
/// <param name="Kind">What the build is for.</param>
/// <param name="Implementation">Which folders take part.</param>
/// <param name="Generations">For which TPU generations, in the order in which their groups read.</param>
public sealed record CompositionRequest(BuildKind Kind, ImplementationType Implementation, ImmutableArray<Generation> Generations)
{
    /// <summary>Variables that files are expanded with beside each generation's own.</summary>
    public ImmutableDictionary<string, string> Variables { get; init; } = ImmutableDictionary<string, string>.Empty;
}
