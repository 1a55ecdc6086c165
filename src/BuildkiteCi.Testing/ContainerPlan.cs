namespace BuildkiteCi.Testing;

/// <summary>Which container a stage's command gets on this machine.</summary>
/// <param name="Settings">What it looks like.</param>
/// <param name="Image">Its image, with tag.</param>
/// <param name="Owner">Whose it is.</param>
public sealed record ContainerPlan(ContainerSettings Settings, string Image, ContainerOwner Owner)
{
    /// <summary>The home folder, for volumes below it.</summary>
    public string Home { get; init; } = "/root";

    /// <summary>
    /// Whether other images of the same repository are removed first: on an agent, whose disk they fill night after night; not on a
    /// laptop, where they are somebody's.
    /// </summary>
    public bool RemovesOtherImages { get; init; }
}

/// <summary>Whom a container belongs to, so that what a killed run left behind is distinguished from what another run is using.</summary>
/// <param name="Mark">Of this process, unlike any other's on this machine; is on its containers as a label.</param>
/// <param name="Lives">Whether the process of a mark still runs. A mark of another machine's counts as living: it is none of ours to
/// judge.</param>
public sealed record ContainerOwner(string Mark, Func<string, bool> Lives);
