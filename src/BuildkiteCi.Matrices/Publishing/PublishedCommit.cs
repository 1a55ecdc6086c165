namespace BuildkiteCi.Matrices.Publishing;

/// <summary>What became of a <see cref="PublishRequest"/>.</summary>
/// <param name="Plan">What it was about to change; of the newest try.</param>
/// <param name="Commit">The commit on the branch; null where no commit was pushed.</param>
/// <param name="Tries">How many times it was pushed, or found to be there.</param>
public sealed record PublishedCommit(PublicationPlan Plan, string? Commit, int Tries)
{
    /// <summary>Whether there was nothing to do: the branch has everything already.</summary>
    public bool IsUnchanged => Plan.Files.IsEmpty;
}
