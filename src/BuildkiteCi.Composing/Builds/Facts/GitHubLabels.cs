using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Builds;
using Octokit;

namespace BuildkiteCi.Composing.Builds.Facts;

/// <summary>Asks GitHub's API for labels.</summary>
/// <param name="token">A token that may read the repository; null: asked without one, which private repositories refuse.</param>
/// <param name="address">Where the API is; null: GitHub's own.</param>
public sealed class GitHubLabels(string? token, Uri? address) : IPullRequestLabels
{
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public async Task<ImmutableArray<string>> OfAsync(GitHubRepository repository, int pullRequest, CancellationToken cancellationToken)
    {
        var product = new ProductHeaderValue("BuildkiteCi");
        var client = address is null ? new GitHubClient(product) : new GitHubClient(product, address);
        if (token is not null) client.Credentials = new Credentials(token);
        client.SetRequestTimeout(LongestCall);
        try
        {
            // Octokit's calls take no token of cancellation; the wait for one does.
            var labels = await client
                .Issue.Labels.GetAllForIssue(repository.Owner, repository.Name, pullRequest)
                .WaitAsync(cancellationToken);
            return [.. labels.Select(label => label.Name)];
        }
        catch (Exception failure)
            when (failure is ApiException or HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new BuildException($"GitHub does not answer as asked: {failure.Message.TrimEnd('.')}", failure);
        }
    }
}
