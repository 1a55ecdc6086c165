namespace BuildkiteCi.Catalogue;

/// <summary>A queue of agents beside the small and the large one of each generation.</summary>
/// <param name="Name">The agents' queue.</param>
public sealed record FleetQueue(string Name)
{
    /// <summary>The generation whose machines it holds; null for machines without a TPU.</summary>
    public Generation? Generation { get; init; }

    /// <summary>Tensor parallel size on its machines; null for machines without a TPU.</summary>
    public int? TensorParallelSize { get; init; }

    /// <summary>Chips of each of its machines; null where that is not known.</summary>
    public int? Chips { get; init; }
}
