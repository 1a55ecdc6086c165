using System.Collections.Immutable;
using BuildkiteCi.Catalogue.Settings;

namespace BuildkiteCi.Catalogue;

/// <summary>The blocks <c>generations</c> and <c>queues</c> of <c>ci.yml</c>; one that is there replaces the built-in one whole.</summary>
public static class FleetSettings
{
    private const int LargestTensorParallelSize = 4096;

    /// <summary>Reads the fleet's sections; a section that is absent has its built-in value.</summary>
    public static Fleet Read(SettingsBlock file)
    {
        var block = file.KnownBlock("generations");
        var generations = block.NamedBlocks().Select(named => Generation(block, named.Key, named.Block)).ToImmutableArray();
        if (generations.IsEmpty) generations = Fleet.BuiltIn.Generations;
        // A built-in queue of a generation that the fleet does not have is none of its queues.
        var queues = file.KnownBlock("queues")
            .NamedBlocks()
            .Select(named => (Queue: Queue(named.Key, named.Block, generations), HasGeneration: named.Block.Has("generation")))
            .Where(read => read.Queue.Generation is not null || !read.HasGeneration).Select(read => read.Queue);
        return new Fleet(generations, [.. queues]);
    }

    private static Generation Generation(SettingsBlock all, string name, SettingsBlock block)
    {
        if (!FolderName.IsOne(name)) all.NoteWrongKey(name, FolderName.Form);
        var generation = new Generation(
            name,
            block.RequiredText("tpu_version"),
            block.RequiredText("meta_data_prefix"),
            block.RequiredText("small_queue"),
            block.RequiredText("large_queue"),
            block.RequiredNumber("small_tensor_parallel_size", 1, LargestTensorParallelSize),
            block.RequiredNumber("large_tensor_parallel_size", 1, LargestTensorParallelSize));
        generation = generation with
        {
            Device = block.Text("device") ?? name,
            SmallChips = block.Number("small_chips", 1, LargestTensorParallelSize) ?? generation.SmallTensorParallelSize,
            LargeChips = block.Number("large_chips", 1, LargestTensorParallelSize) ?? generation.LargeTensorParallelSize,
            ChipsPerHost = block.Number("chips_per_host", 1, LargestTensorParallelSize),
        };
        block.NoteUnknown();
        return generation;
    }

    private static FleetQueue Queue(string name, SettingsBlock block, ImmutableArray<Generation> generations)
    {
        var queue = new FleetQueue(name)
        {
            Generation = block.KnownOnes("generation", generations, generation => generation.Name, "generations of the fleet")?.FirstOrDefault(),
            TensorParallelSize = block.Number("tensor_parallel_size", 1, LargestTensorParallelSize),
        };
        queue = queue with { Chips = block.Number("chips", 1, LargestTensorParallelSize) ?? queue.TensorParallelSize };
        block.NoteUnknown();
        return queue;
    }
}
