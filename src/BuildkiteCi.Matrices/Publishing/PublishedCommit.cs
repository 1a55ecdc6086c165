namespace BuildkiteCi.Matrices.Publishing;

/// <summary>What became of a <see cref="PublishRequest"/>.</summary>
/// <param name="Commit">The commit on the branch; null where the branch has everything already and no commit was made.</param>
/// <param name="Tries">How many times it was pushed, or found to be there.</param>
public sealed record PublishedCommit(string? Commit, int Tries);
