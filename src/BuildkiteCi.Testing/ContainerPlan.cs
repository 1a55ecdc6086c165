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
