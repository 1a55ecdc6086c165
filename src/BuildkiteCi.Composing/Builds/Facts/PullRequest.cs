using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Builds;

namespace BuildkiteCi.Composing.Builds.Facts;

/// <summary>The pull request that a build is of.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="BaseBranch">The branch that it is to land on.</param>
public sealed record PullRequest(int Number, string BaseBranch)
{
    /// <summary>Its labels where the agent tells them; null where it does not, or where there are none (the agent tells both
    /// alike).</summary>
    public ImmutableArray<string>? Labels { get; init; }

    /// <summary><c>pull request #7</c>.</summary>
    public override string ToString() => $"pull request #{Number}";
}

/// <summary>Tells the labels of pull requests, for agents that do not.</summary>
public interface IPullRequestLabels
{
    /// <summary>The labels' exact names.</summary>
    /// <exception cref="BuildException">They could not be had; the message has why and what to do.</exception>
    Task<ImmutableArray<string>> OfAsync(GitHubRepository repository, int pullRequest, CancellationToken cancellationToken);
}
