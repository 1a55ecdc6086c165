using System.Collections.Immutable;

namespace BuildkiteCi.Matrices.Publishing;

/// <summary>A commit to be made on a branch of a remote repository.</summary>
/// <param name="Branch">The branch, without <c>refs/heads/</c>.</param>
/// <param name="Subject">The commit's subject.</param>
/// <param name="Changes">What the commit changes.</param>
public sealed record PublishRequest(string Branch, string Subject, ImmutableArray<FileChange> Changes)
{
    /// <summary>Name and address of author and committer.</summary>
    public (string Name, string Address) Author { get; init; } = ("Buildkite Bot", "buildkite-bot@users.noreply.github.com");

    /// <summary>Where it goes: the name of one of the working copy's remotes, or an address.</summary>
    public string Remote { get; init; } = "origin";

    /// <summary>
    /// The token that the remote is given as a password over HTTP(S); null: whatever git is set up with. It travels in the environment of
    /// git alone: no argument, address, file or message holds it.
    /// </summary>
    public string? Token { get; init; }

    /// <summary>Tries where the branch moves or the remote cannot be reached, at least 1.</summary>
    public int Tries { get; init; } = 8;

    /// <summary>Pause before the second try; it doubles with each further one, up to half a minute.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);
}
