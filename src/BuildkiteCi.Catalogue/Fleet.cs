using System.Collections.Immutable;

namespace BuildkiteCi.Catalogue;

/// <summary>The TPU generations and the agents' queues. The one table that everything else asks.</summary>
/// <param name="Generations">In the order in which groups and matrices show them.</param>
/// <param name="OtherQueues">Queues that belong to no generation's small or large machines: <c>cpu</c>, multi-host.</param>
public sealed record Fleet(ImmutableArray<Generation> Generations, ImmutableArray<FleetQueue> OtherQueues)
{
    /// <summary>The fleet unless <c>ci.yml</c> says otherwise (domain rules, "TPU generations, queues").</summary>
    public static Fleet BuiltIn { get; } = new(
        [
            new("v6e", "tpu6e", "v6", "tpu_v6e_queue", "tpu_v6e_8_queue", 1, 8),
            new("v7x", "tpu7x", "v7", "tpu_v7x_2_queue", "tpu_v7x_8_queue", 2, 8),
        ],
        [new("cpu"), new("cpu_64_core"), new("tpu_v7x_16_queue") { Generation = "v7x", TensorParallelSize = 16 }]);

    /// <summary>Every queue that has agents.</summary>
    public ImmutableArray<string> Queues =>
        [.. Generations.SelectMany(generation => new[] { generation.SmallQueue, generation.LargeQueue }).Concat(OtherQueues.Select(queue => queue.Name)).Distinct()];

    /// <summary>The generation of this short name, or null.</summary>
    public Generation? Generation(string name) => Generations.FirstOrDefault(generation => generation.Name == name);
}
