using System.Collections.Immutable;

namespace BuildkiteCi.Matrices.Results;

/// <summary>All results of a build: what every matrix, page and comparison is made of.</summary>
/// <param name="Publication">What was tested, when, and under which name it is published.</param>
/// <param name="Generations">Each generation once, in the fleet's order.</param>
public sealed record BuildResults(Publication Publication, ImmutableArray<GenerationResults> Generations)
{
    /// <summary>Whether any stage on any generation has a result of a test.</summary>
    public bool HasResults => Generations.Any(generation => generation.HasResults);
}
