using System.Collections.Immutable;
using BuildkiteCi.Catalogue.Settings;

namespace BuildkiteCi.Catalogue;

/// <summary>The TPU generations and the agents' queues. The one table that everything else asks.</summary>
/// <param name="Generations">In the order in which groups and matrices show them.</param>
/// <param name="OtherQueues">Queues that belong to no generation's small or large machines: <c>cpu</c>, multi-host.</param>
public sealed record Fleet(ImmutableArray<Generation> Generations, ImmutableArray<FleetQueue> OtherQueues)
{
    /// <summary>The fleet of a repository that names none.</summary>
    public static Fleet BuiltIn { get; } = FleetSettings.Read(BuiltInSettings.File);

    /// <summary>Every queue that has agents.</summary>
    public ImmutableArray<string> Queues =>
        [
            .. Generations
                .SelectMany(generation => new[] { generation.SmallQueue, generation.LargeQueue })
                .Concat(OtherQueues.Select(queue => queue.Name))
                .Distinct(),
        ];

    /// <summary>The generation of this short name, or null.</summary>
    public Generation? Generation(string name) => Generations.FirstOrDefault(generation => generation.Name == name);

    /// <summary>The generation whose <see cref="Catalogue.Generation.TpuVersion"/> this is, or null.</summary>
    public Generation? OfVersion(string? tpuVersion) => Generations.FirstOrDefault(generation => generation.TpuVersion == tpuVersion);

    /// <summary>What the machines behind a queue are: their generation and how many chips each has. Null where it is no queue with
    /// TPUs.</summary>
    public (Generation Generation, int? Chips)? MachinesOf(string queue)
    {
        foreach (var generation in Generations)
        {
            if (generation.SmallQueue == queue) return (generation, generation.SmallChips);
            if (generation.LargeQueue == queue) return (generation, generation.LargeChips);
        }

        var other = OtherQueues.FirstOrDefault(known => known.Name == queue);
        return other?.Generation is { } found ? (found, other.Chips) : null;
    }
}

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
