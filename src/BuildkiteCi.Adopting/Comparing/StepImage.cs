using System.Collections.Immutable;

namespace BuildkiteCi.Adopting.Comparing;

/// <summary>A step as its build runs it, with what its upload and its group give to it.</summary>
/// <param name="Name">Its key, else its label.</param>
/// <param name="Attributes">What it is made of, each as text: <c>command</c>, <c>queue</c>, <c>env.TPU_VERSION</c>, <c>depends_on</c>,
/// …</param>
public sealed record StepImage(string Name, ImmutableSortedDictionary<string, string> Attributes);
