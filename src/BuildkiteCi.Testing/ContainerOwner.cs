namespace BuildkiteCi.Testing;

/// <summary>Whom a container belongs to, so that what a killed run left behind is distinguished from what another run is using.</summary>
/// <param name="Mark">Of this process, unlike any other's on this machine; is on its containers as a label.</param>
/// <param name="Lives">Whether the process of a mark still runs. A mark of another machine's counts as living: it is none of ours to
/// judge.</param>
public sealed record ContainerOwner(string Mark, Func<string, bool> Lives);
