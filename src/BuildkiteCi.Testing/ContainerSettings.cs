using System.Collections.Immutable;

namespace BuildkiteCi.Testing;

/// <summary>The container that a stage's command runs in.</summary>
public sealed record ContainerSettings
{
    /// <summary>The engine's program.</summary>
    public string Engine { get; init; } = "docker";

    /// <summary>The image without its tag; the tag is the commit's (<see cref="ImageName"/>).</summary>
    public string Repository { get; init; } = "vllm-tpu";

    /// <summary>Size of <c>/dev/shm</c>, in the engine's notation.</summary>
    public string SharedMemory { get; init; } = "16G";

    /// <summary>Folders of the machine that the container sees: models and compiled programs outlive it.</summary>
    public ImmutableArray<ContainerVolume> Volumes { get; init; } = [new("~/.cache/tpu-ci/models", "/models"), new("~/.cache/tpu-ci/xla", "/xla-cache")];

    /// <summary>Folders that are filled before and stored after.</summary>
    public ImmutableArray<ContainerCache> Caches { get; init; } = [];

    /// <summary>Commands in the image whose output is a variable: of the caches' folders, of the commands around, and of the container.</summary>
    public ImmutableSortedDictionary<string, string> Probes { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>What must hold of the image.</summary>
    public ImmutableArray<ImageCheck> Checks { get; init; } = [];

    /// <summary>Commands on the machine before a stage; a failing one is told.</summary>
    public ImmutableArray<string> Before { get; init; } = [];

    /// <summary>Commands on the machine after a stage, however it ended.</summary>
    public ImmutableArray<string> After { get; init; } = [];

    /// <summary>Variables with a value of their own in every container.</summary>
    public ImmutableSortedDictionary<string, string> SetVariables { get; init; } = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal,
    [
        KeyValuePair.Create("HF_HOME", "/models"),
        KeyValuePair.Create("VLLM_XLA_CACHE_PATH", "/xla-cache"),
    ]);

    /// <summary>
    /// Variables of the job that the container gets, by name; <c>*</c> at the end stands for any rest. The value stays in the environment
    /// of the engine's client and is never an argument, so that tokens may be among them.
    /// </summary>
    public ImmutableArray<string> PassedVariables { get; init; } =
    [
        "HF_TOKEN", "CI_*", "TEST_*", "MINIMUM_*", "MAX_*", "TENSOR_PARALLEL_SIZE*", "TPU_*", "VLLM_*", "MODEL_IMPL_TYPE",
        "INPUT_LEN", "OUTPUT_LEN", "PREFIX_LEN", "GPU_MEMORY_UTILIZATION", "COMPILATION_CONFIG", "BUILDKITE_COMMIT", "BUILDKITE_BRANCH",
    ];
}
