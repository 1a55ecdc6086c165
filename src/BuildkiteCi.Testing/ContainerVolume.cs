namespace BuildkiteCi.Testing;

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
