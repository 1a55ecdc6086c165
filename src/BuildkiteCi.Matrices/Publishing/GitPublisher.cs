using System.Collections.Immutable;
using Polly;
using Polly.Retry;

namespace BuildkiteCi.Matrices.Publishing;

/// <summary>
/// Commits to a branch of the remote and pushes, without touching the working copy: everything happens in a bare repository of its own below
/// a scratch folder. A crash leaves the working copy as it was, and the branch as it was or with the whole commit.
/// </summary>
/// <param name="processes">Starts git.</param>
/// <param name="time">Dates the commit, measures the pauses between tries.</param>
public sealed class GitPublisher(IProcessRunner processes, TimeProvider time)
{
    private const string Remote = "target";
    private const string Head = "refs/publish/head";
    private const string New = "refs/publish/new";
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>Makes the request's changes on top of the branch and pushes; on a branch that has moved it makes them again on the new head.</summary>
    /// <param name="root">The working copy, whose <c>origin</c> is the remote. It is only asked for the remote's address.</param>
    /// <param name="scratch">An empty folder of the caller's, who removes it afterwards.</param>
    /// <param name="request">What to commit, where.</param>
    /// <param name="cancellationToken">Ends git and the waiting.</param>
    /// <returns>The commit, or that there was nothing to do; no value where an edit found an error, and then nothing was pushed.</returns>
    /// <exception cref="PublishException">The remote could not be reached or refused every try.</exception>
    public async Task<Diagnosed<PublishedCommit>> PublishAsync(string root, string scratch, PublishRequest request, CancellationToken cancellationToken)
    {
        var address = await RemoteAddressAsync(root, push: false, cancellationToken);
        var pushAddress = await RemoteAddressAsync(root, push: true, cancellationToken);
        var git = new GitRepository(processes, scratch, Credential(request.Token, pushAddress));
        await git.RunAsync(null, cancellationToken, "init", "--quiet", "--bare", ".");
        await git.RunAsync(null, cancellationToken, "remote", "add", Remote, address);
        await git.RunAsync(null, cancellationToken, "remote", "set-url", "--push", Remote, pushAddress);
        if (!(await git.TryAsync(null, cancellationToken, "check-ref-format", $"refs/heads/{request.Branch}")).Succeeded)
            throw new PublishException($"'{request.Branch}' is no name of a branch; name the one to publish on");

        var tries = 0;
        try
        {
            return await Tries(request).ExecuteAsync(async stopping => await TryAsync(git, request, ++tries, stopping), cancellationToken);
        }
        catch (RefusedException refusal)
        {
            throw new PublishException($"{refusal.Message}; {(tries == 1 ? "" : $"{tries} tries were made; ")}check the branch's protection, the token and the network, then publish again", refusal);
        }
    }

    private ResiliencePipeline Tries(PublishRequest request) => request.Tries <= 1
        ? ResiliencePipeline.Empty
        : new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<RefusedException>(refusal => refusal.MayChange),
                MaxRetryAttempts = request.Tries - 1,
                Delay = request.FirstPause,
                MaxDelay = LongestPause,
                BackoffType = DelayBackoffType.Exponential,
                // Two builds that were refused by each other must not meet again.
                UseJitter = request.FirstPause > TimeSpan.Zero,
            })
            .Build();

    private async Task<Diagnosed<PublishedCommit>> TryAsync(GitRepository git, PublishRequest request, int tries, CancellationToken cancellationToken)
    {
        await TransferAsync(git, request, "fetched", cancellationToken, "fetch", "--quiet", "--depth=1", "--no-tags", Remote, $"+refs/heads/{request.Branch}:{Head}");
        var files = await new BranchFiles(git, Head).ApplyAsync(request.Changes, cancellationToken);
        if (files.Value is null) return Diagnosed.With<PublishedCommit>(null, files.Diagnostics);

        await git.RunAsync(FastImport.Commit(New, $"{Head}^0", request, time.GetUtcNow(), files.Value.Changed), cancellationToken, "fast-import", "--quiet", "--done", "--force");
        var trees = await git.RunAsync(null, cancellationToken, "rev-parse", $"{New}^{{commit}}", $"{New}^{{tree}}", $"{Head}^{{tree}}");
        if (trees.Split('\n') is not [var commit, var newTree, var oldTree]) throw new PublishException($"'git rev-parse' gave '{trees}'; three names were asked for");

        // After a push whose answer was lost, the branch has everything already and this is where it shows.
        if (newTree == oldTree) return Diagnosed.With(new PublishedCommit(null, tries), files.Diagnostics);
        await TransferAsync(git, request, "pushed to", cancellationToken, "push", "--quiet", "--porcelain", Remote, $"{New}:refs/heads/{request.Branch}");
        return Diagnosed.With(new PublishedCommit(commit, tries), files.Diagnostics);
    }

    private static async Task TransferAsync(GitRepository git, PublishRequest request, string what, CancellationToken cancellationToken, params ImmutableArray<string> arguments)
    {
        var exit = await git.TryAsync(null, cancellationToken, arguments);
        if (!exit.Succeeded) throw new RefusedException($"branch '{request.Branch}' could not be {what}", arguments, exit);
    }

    private async Task<string> RemoteAddressAsync(string root, bool push, CancellationToken cancellationToken)
    {
        var exit = await new GitRepository(processes, root, null).TryAsync(null, cancellationToken, ["remote", "get-url", .. push ? ["--push"] : Array.Empty<string>(), "origin"]);
        if (!exit.Succeeded)
            throw new PublishException($"the repository in '{root}' has no remote 'origin' to publish to: {GitRepository.Failed(["remote"], exit)}; add one with 'git remote add origin URL'");
        var address = exit.Output.Trim();

        // A relative address means the working copy's folder, and git runs elsewhere here.
        return address.StartsWith('.') ? Path.GetFullPath(Path.Combine(root, address)) : address;
    }

    private static GitCredential? Credential(string? token, string address) =>
        !string.IsNullOrEmpty(token) && Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
            ? new GitCredential(token, uri)
            : null;
}
