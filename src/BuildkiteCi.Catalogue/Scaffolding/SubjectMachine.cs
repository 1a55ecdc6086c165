using System.Collections.Immutable;

namespace BuildkiteCi.Catalogue.Scaffolding;

/// <summary>Where a subject's stages run, as a catalogue file has it.</summary>
/// <param name="Queue">The queue, before interpolation: <c>${TPU_QUEUE_SINGLE:-tpu_v6e_queue}</c>, or a queue's name.</param>
/// <param name="TensorParallelSize">The tensor parallel size, before interpolation.</param>
public sealed record SubjectMachine(string Queue, string TensorParallelSize)
{
    /// <summary>The generations that the subject is limited to; empty: all.</summary>
    public ImmutableArray<Generation> Generations { get; init; } = [];

    /// <summary>The small or the large machines of every generation.</summary>
    public static SubjectMachine Of(HostScale scale, Fleet fleet)
    {
        var word = scale == HostScale.Small ? "SINGLE" : "MULTI";
        var first = fleet.Generations[0];
        return new SubjectMachine(
            $"${{TPU_QUEUE_{word}:-{first.Queue(scale)}}}",
            $"${{TENSOR_PARALLEL_SIZE_{word}:-{first.TensorParallelSize(scale)}}}"
        );
    }

    /// <summary>
    /// The machines behind a queue. A generation's small or large queue means the small or large machines of every generation; any
    /// other one is written as it is, and limits the subject to its own generation. Null where the fleet has no such queue.
    /// </summary>
    public static SubjectMachine? Of(string queue, Fleet fleet)
    {
        if (fleet.Generations.Any(generation => generation.SmallQueue == queue)) return Of(HostScale.Small, fleet);
        if (fleet.Generations.Any(generation => generation.LargeQueue == queue)) return Of(HostScale.Large, fleet);
        if (fleet.OtherQueues.FirstOrDefault(other => other.Name == queue) is not { } found) return null;
        var size = found.TensorParallelSize is { } known ? known.ToString() : Of(HostScale.Small, fleet).TensorParallelSize;
        return new SubjectMachine(queue, size) { Generations = found.Generation is { } generation ? [generation] : [] };
    }
}
