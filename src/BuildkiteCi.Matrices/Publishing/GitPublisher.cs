using System.Collections.Immutable;
using Polly;
using Polly.Retry;

namespace BuildkiteCi.Matrices.Publishing;

/// <summary>
/// Commits to a branch of the remote and pushes, without touching the working copy: everything happens in a bare repository of its own
/// below a scratch folder. A crash leaves the working copy as it was, and the branch as it was or with the whole commit.
/// </summary>
/// <param name="processes">Starts git.</param>
/// <param name="time">Dates the commit, measures the pauses between tries.</param>
public sealed class GitPublisher(IProcessRunner processes, TimeProvider time)
{
    private const string Remote = "target";
    private const string Head = "refs/publish/head";
    private const string New = "refs/publish/new";
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>Makes the request's changes on top of the branch and pushes; on a branch that has moved it makes them again on the new
    /// head.</summary>
    /// <param name="root">The working copy, whose remote is pushed to. It is only asked for the remote's address.</param>
    /// <param name="scratch">An empty folder of the caller's, who removes it afterwards.</param>
    /// <param name="request">What to commit, where.</param>
    /// <param name="agrees">
    /// Is shown what will be pushed, before it is, and decides whether to go on; asked again only where the branch has moved and other
    /// files change than before.
    /// </param>
    /// <param name="cancellationToken">Ends git and the waiting.</param>
    /// <returns>The commit, or that there was nothing to do or it was not agreed to; no value where an edit found an error, and then
    /// nothing was pushed.</returns>
    /// <exception cref="PublishException">The remote could not be reached, or refused.</exception>
    public async Task<Diagnosed<PublishedCommit>> PublishAsync(
        string root,
        string scratch,
        PublishRequest request,
        Func<PublicationPlan, CancellationToken, Task<bool>> agrees,
        CancellationToken cancellationToken
    )
    {
        var remotes = new GitRemotes(processes, root);
        var fetched = await remotes.AddressAsync(request, forPush: false, cancellationToken);
        var pushed = await remotes.AddressAsync(request, forPush: true, cancellationToken);
        var git = new GitRepository(processes, scratch, pushed.Credential ?? fetched.Credential);
        await git.RunAsync(null, cancellationToken, "init", "--quiet", "--bare", ".");
        await git.RunAsync(null, cancellationToken, "remote", "add", Remote, fetched.Text);
        await git.RunAsync(null, cancellationToken, "remote", "set-url", "--push", Remote, pushed.Text);
        if (!(await git.TryAsync(null, cancellationToken, "check-ref-format", $"refs/heads/{request.Branch}")).Succeeded)
            throw new PublishException($"'{request.Branch}' is no name of a branch; name the one to publish on");

        var run = new Run(git, request, pushed.Text, agrees);
        try
        {
            return await Tries(request).ExecuteAsync(async stopping => await TryAsync(run, stopping), cancellationToken);
        }
        catch (RefusedException refusal)
        {
            throw new PublishException(
                $"{refusal.Message}; {(run.Tries == 1 ? "" : $"{run.Tries} tries were made; ")}check the branch's protection, the token "
                    + "and the network, then publish again",
                refusal
            );
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

    private async Task<Diagnosed<PublishedCommit>> TryAsync(Run run, CancellationToken cancellationToken)
    {
        run.Tries++;
        var (git, request) = (run.Git, run.Request);
        await TransferAsync(
            git,
            request,
            "fetched",
            cancellationToken,
            "fetch",
            "--quiet",
            "--depth=1",
            "--no-tags",
            Remote,
            $"+refs/heads/{request.Branch}:{Head}"
        );
        var files = await new BranchFiles(git, Head).ApplyAsync(request.Changes, cancellationToken);
        if (files.Value is null) return Diagnosed.With<PublishedCommit>(null, files.Diagnostics);

        await git.RunAsync(
            FastImport.Commit(New, $"{Head}^0", request, time.GetUtcNow(), files.Value.Changed),
            cancellationToken,
            "fast-import",
            "--quiet",
            "--done",
            "--force"
        );
        var commit = await git.RunAsync(null, cancellationToken, "rev-parse", $"{New}^{{commit}}");
        var plan = new PublicationPlan(run.Address, request.Branch, request.Subject, await PlannedAsync(git, cancellationToken));

        // After a push whose answer was lost, the branch has everything already and this is where it shows.
        if (plan.Files.IsEmpty || !await run.AgreesAsync(plan, cancellationToken))
            return Diagnosed.With(new PublishedCommit(plan, null, run.Tries), files.Diagnostics);
        await TransferAsync(
            git,
            request,
            "pushed to",
            cancellationToken,
            "push",
            "--quiet",
            "--porcelain",
            Remote,
            $"{New}:refs/heads/{request.Branch}"
        );
        return Diagnosed.With(new PublishedCommit(plan, commit, run.Tries), files.Diagnostics);
    }

    private static async Task TransferAsync(
        GitRepository git,
        PublishRequest request,
        string what,
        CancellationToken cancellationToken,
        params ImmutableArray<string> arguments
    )
    {
        var exit = await git.TryAsync(null, cancellationToken, arguments);
        if (!exit.Succeeded) throw new RefusedException($"branch '{request.Branch}' could not be {what}", arguments, exit);
    }

    private static async Task<ImmutableArray<PlannedFile>> PlannedAsync(GitRepository git, CancellationToken cancellationToken)
    {
        var lines = await git.RunAsync(null, cancellationToken, "diff-tree", "-r", "-z", "--name-status", "--no-renames", Head, New);
        return
        [
            .. lines.Split('\0', StringSplitOptions.RemoveEmptyEntries).Chunk(2)
                .Select(pair => new PlannedFile(
                    pair[1],
                    pair[0] switch
                    {
                        "A" => FileEffect.Added,
                        "D" => FileEffect.Removed,
                        _ => FileEffect.Changed,
                    }
                )),
        ];
    }

    /// <summary>One publication on its way: how often it was tried, what was agreed to.</summary>
    private sealed class Run(
        GitRepository git,
        PublishRequest request,
        string address,
        Func<PublicationPlan, CancellationToken, Task<bool>> agrees
    )
    {
        private ImmutableArray<PlannedFile> agreed = [];

        public GitRepository Git => git;

        public PublishRequest Request => request;

        public string Address => address;

        public int Tries { get; set; }

        public async Task<bool> AgreesAsync(PublicationPlan plan, CancellationToken cancellationToken)
        {
            if (agreed.SequenceEqual(plan.Files)) return true;
            if (!await agrees(plan, cancellationToken)) return false;
            agreed = plan.Files;
            return true;
        }
    }
}

/// <summary>What became of a <see cref="PublishRequest"/>.</summary>
/// <param name="Plan">What it was about to change; of the newest try.</param>
/// <param name="Commit">The commit on the branch; null where no commit was pushed.</param>
/// <param name="Tries">How many times it was pushed, or found to be there.</param>
public sealed record PublishedCommit(PublicationPlan Plan, string? Commit, int Tries)
{
    /// <summary>Whether there was nothing to do: the branch has everything already.</summary>
    public bool IsUnchanged => Plan.Files.IsEmpty;
}
