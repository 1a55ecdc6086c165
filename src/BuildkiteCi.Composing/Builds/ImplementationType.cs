using System.Collections.Immutable;

namespace BuildkiteCi.Composing.Builds;

/// <summary>Which implementation of the models a build tests (<c>MODEL_IMPL_TYPE</c>); it chooses the folders of the catalogue.</summary>
/// <param name="Name">The variable's value: <c>auto</c>, <c>flax_nnx</c>, <c>vllm</c>.</param>
/// <param name="Folders">Folders of the catalogue, in the order in which their steps stand in a group.</param>
public sealed record ImplementationType(string Name, ImmutableArray<string> Folders)
{
    /// <summary>The type's name.</summary>
    public override string ToString() => Name;
}
