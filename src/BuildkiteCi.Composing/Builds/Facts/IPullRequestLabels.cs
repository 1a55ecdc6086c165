using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Builds;

namespace BuildkiteCi.Composing.Builds.Facts;

/// <summary>Tells the labels of pull requests, for agents that do not.</summary>
public interface IPullRequestLabels
{
    /// <summary>The labels' exact names.</summary>
    /// <exception cref="BuildException">They could not be had; the message has why and what to do.</exception>
    Task<ImmutableArray<string>> OfAsync(GitHubRepository repository, int pullRequest, CancellationToken cancellationToken);
}
