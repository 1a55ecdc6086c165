using System.Collections.Immutable;

namespace BuildkiteCi.Testing;

/// <summary>The container that a stage's command runs in.</summary>
public sealed record ContainerSettings
{
    /// <summary>The engine's program.</summary>
    public required string Engine { get; init; }

    /// <summary>The image without its tag; the tag is the commit's (<see cref="ImageName"/>).</summary>
    public required string Repository { get; init; }

    /// <summary>Size of <c>/dev/shm</c>, in the engine's notation.</summary>
    public required string SharedMemory { get; init; }

    /// <summary>Folders of the machine that the container sees: models and compiled programs outlive it.</summary>
    public required ImmutableArray<ContainerVolume> Volumes { get; init; }

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
    public required ImmutableSortedDictionary<string, string> SetVariables { get; init; }

    /// <summary>
    /// Variables of the job that the container gets, by name; <c>*</c> at the end stands for any rest. The value stays in the environment
    /// of the engine's client and is never an argument, so that tokens may be among them.
    /// </summary>
    public required ImmutableArray<string> PassedVariables { get; init; }
}
