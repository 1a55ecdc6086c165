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

    /// <summary>Variables with a value of their own in every container.</summary>
    public required ImmutableSortedDictionary<string, string> SetVariables { get; init; }

    /// <summary>
    /// Variables of the job that the container gets, by name; <c>*</c> at the end stands for any rest. The value stays in the environment
    /// of the engine's client and is never an argument, so that tokens may be among them.
    /// </summary>
    public required ImmutableArray<string> PassedVariables { get; init; }
}
