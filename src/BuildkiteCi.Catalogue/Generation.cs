using System.Collections.Immutable;

namespace BuildkiteCi.Catalogue;

/// <summary>A TPU generation that tests run on.</summary>
/// <param name="Name">Short name: <c>v6e</c>, <c>v7x</c>; folder of its matrices and value of <c>--tpu</c>.</param>
/// <param name="TpuVersion">Value of <c>TPU_VERSION</c> and head of its step keys: <c>tpu6e</c>.</param>
/// <param name="MetaDataPrefix">Head of its results' meta-data keys: <c>v6</c>.</param>
/// <param name="SmallQueue">Queue of the small machines.</param>
/// <param name="LargeQueue">Queue of the large machines.</param>
/// <param name="SmallTensorParallelSize">Tensor parallel size on a small machine.</param>
/// <param name="LargeTensorParallelSize">Tensor parallel size on a large machine.</param>
public sealed record Generation(
    string Name,
    string TpuVersion,
    string MetaDataPrefix,
    string SmallQueue,
    string LargeQueue,
    int SmallTensorParallelSize,
    int LargeTensorParallelSize
)
{
    /// <summary>What the benchmarks' history calls its machines, before the number of their chips: <c>tpu7x</c> of
    /// <c>tpu7x-8</c>.</summary>
    public string Device { get; init; } = Name;

    /// <summary>Chips of a small machine.</summary>
    public int SmallChips { get; init; } = SmallTensorParallelSize;

    /// <summary>Chips of a large machine.</summary>
    public int LargeChips { get; init; } = LargeTensorParallelSize;

    /// <summary>Chips that one host can have: a machine with more is of several hosts. Null: none is.</summary>
    public int? ChipsPerHost { get; init; }

    /// <summary>Whether this is the same generation, maybe with other machines: a build can ask for some of its own.</summary>
    public bool Is(Generation other) => Name == other.Name;

    /// <summary>The queue for a machine of this scale.</summary>
    public string Queue(HostScale scale) => scale == HostScale.Small ? SmallQueue : LargeQueue;

    /// <summary>The tensor parallel size on a machine of this scale.</summary>
    public int TensorParallelSize(HostScale scale) => scale == HostScale.Small ? SmallTensorParallelSize : LargeTensorParallelSize;

    /// <summary>The variables that have this generation's values while a catalogue file is expanded for it.</summary>
    public ImmutableDictionary<string, string> Variables => ImmutableDictionary.CreateRange(StringComparer.Ordinal,
    [
        KeyValuePair.Create("TPU_VERSION", TpuVersion),
        KeyValuePair.Create("TPU_QUEUE_SINGLE", SmallQueue),
        KeyValuePair.Create("TPU_QUEUE_MULTI", LargeQueue),
        KeyValuePair.Create("TENSOR_PARALLEL_SIZE_SINGLE", SmallTensorParallelSize.ToString()),
        KeyValuePair.Create("TENSOR_PARALLEL_SIZE_MULTI", LargeTensorParallelSize.ToString()),
    ]);

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>How large a TPU machine a test needs.</summary>
public enum HostScale
{
    /// <summary>The generation's small queue (<c>TPU_QUEUE_SINGLE</c>).</summary>
    Small,

    /// <summary>The generation's large queue (<c>TPU_QUEUE_MULTI</c>).</summary>
    Large,
}
