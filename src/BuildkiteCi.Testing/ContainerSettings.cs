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

    /// <summary>Whether it has all devices and capabilities of the machine.</summary>
    public required bool IsPrivileged { get; init; }

    /// <summary>Its network, as the engine calls it; empty: the engine's own default.</summary>
    public required string Network { get; init; }

    /// <summary>Devices that it sees, in the engine's notation.</summary>
    public ImmutableArray<string> Devices { get; init; } = [];

    /// <summary>Capabilities that it has beside the engine's usual ones.</summary>
    public ImmutableArray<string> Capabilities { get; init; } = [];

    /// <summary>Mounts beside <see cref="Volumes"/>, in the notation of the engine's <c>--mount</c>.</summary>
    public ImmutableArray<string> Mounts { get; init; } = [];

    /// <summary>Whom its command runs as; empty: the image's own user.</summary>
    public string User { get; init; } = "";

    /// <summary>How much memory it may use, in the engine's notation; empty: no limit.</summary>
    public string Memory { get; init; } = "";

    /// <summary>Further arguments of the engine's <c>run</c>, before the image.</summary>
    public ImmutableArray<string> Arguments { get; init; } = [];

    /// <summary>Folders of the machine that the container sees: models and compiled programs outlive it.</summary>
    public required ImmutableArray<ContainerVolume> Volumes { get; init; }

    /// <summary>Folders that are filled before and stored after.</summary>
    public ImmutableArray<ContainerCache> Caches { get; init; } = [];

    /// <summary>Commands in the image whose output is a variable: of the caches' folders, of the commands around, and of the
    /// container.</summary>
    public ImmutableSortedDictionary<string, string> Probes { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>What must hold of the image.</summary>
    public ImmutableArray<ImageCheck> Checks { get; init; } = [];

    /// <summary>Commands on the machine before a stage; a failing one is reported.</summary>
    public ImmutableArray<string> Before { get; init; } = [];

    /// <summary>Commands on the machine after a stage, however it ended.</summary>
    public ImmutableArray<string> After { get; init; } = [];

    /// <summary>Variables with a value of their own in every container.</summary>
    public required ImmutableSortedDictionary<string, string> SetVariables { get; init; }

    /// <summary>
    /// Variables of the job that the container gets, by name; <c>*</c> at the end matches any rest. The value stays in the environment
    /// of the engine's client and is never an argument, so that tokens may be among them.
    /// </summary>
    public required ImmutableArray<string> PassedVariables { get; init; }

    /// <summary>What it may use of the machine, as arguments of the engine's <c>run</c>; each value is an argument of its own.</summary>
    internal IEnumerable<string> Access =>
    [
        .. IsPrivileged ? ["--privileged"] : Array.Empty<string>(),
        .. Option("--net", Network), .. Option("--shm-size", SharedMemory), .. Option("--memory", Memory), .. Option("--user", User),
        .. Devices.SelectMany(device => Option("--device", device)),
        .. Capabilities.SelectMany(capability => Option("--cap-add", capability)),
        .. Mounts.SelectMany(mount => Option("--mount", mount)),
    ];

    private static string[] Option(string name, string value) => value.Length == 0 ? [] : [name, value];
}

/// <summary>A folder of the machine inside a container.</summary>
/// <param name="Host">Full path on the machine; <c>~/</c> at the front is the home folder.</param>
/// <param name="Target">Full path in the container.</param>
public sealed record ContainerVolume(string Host, string Target)
{
    /// <summary>As the engine's <c>--volume</c> takes it.</summary>
    /// <param name="home">The home folder.</param>
    public string Argument(string home) =>
        $"{(Host.StartsWith("~/", StringComparison.Ordinal) ? $"{home.TrimEnd('/')}/{Host[2..]}" : Host)}:{Target}";
}

/// <summary>What must hold of an image before a stage runs in it: that it has the commit under test.</summary>
/// <param name="Name">What is checked, for people.</param>
/// <param name="Command">A command in the image that prints what it has.</param>
/// <param name="Variable">The job's variable that it must be; where that is not set, nothing is checked.</param>
public sealed record ImageCheck(string Name, string Command, string Variable);

/// <summary>The image that a commit's tests run in.</summary>
public static class ImageName
{
    /// <summary>
    /// <c>repository:vllm-commit</c> where vLLM's commit is known, else <c>repository:commit</c>. A tag has 128 characters at most, two
    /// commits have 81.
    /// </summary>
    public static string Of(string repository, string commit, string? vllmCommit) =>
        string.IsNullOrWhiteSpace(vllmCommit) ? $"{repository}:{commit}" : $"{repository}:{vllmCommit.Trim()}-{commit}";
}
