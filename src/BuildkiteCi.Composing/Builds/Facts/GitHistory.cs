using System.Collections.Immutable;
using BuildkiteCi.Matrices.Publishing;
using BuildkiteCi.Pipelines.Builds;

namespace BuildkiteCi.Composing.Builds.Facts;

/// <summary>
/// Asks git what a build changes. A clone without the history that is needed is deepened step by step; git never asks anybody anything, and
/// no call lasts for ever.
/// </summary>
/// <param name="processes">Starts git in the repository.</param>
public sealed class GitHistory(IProcessRunner processes)
{
    private const string Remote = "origin";
    private const int ShownOfAHash = 10;

    private static readonly TimeSpan LongestCall = TimeSpan.FromMinutes(5);

    // What a fetch adds to the history in turn; the last one fetches all that is left.
    private static readonly ImmutableArray<string> Depths = ["--deepen=50", "--deepen=500", "--unshallow"];

    /// <summary>The files that a build changes: a pull request's since it left its base branch, any other build's by its own
    /// commit.</summary>
    public Task<ChangedFiles> ChangesAsync(BuildIdentity identity, CancellationToken cancellationToken) =>
        identity.PullRequest is { } pullRequest
            ? SinceBaseAsync(identity.Commit, pullRequest, cancellationToken)
            : OfCommitAsync(identity.Commit, cancellationToken);

    /// <summary>
    /// The files that differ from where this checkout left a commit, those not yet committed among them. What the other side did since is
    /// none of it.
    /// </summary>
    /// <param name="revision">A commit, branch or tag.</param>
    /// <param name="cancellationToken">Ends the questions.</param>
    public async Task<ChangedFiles> SinceAsync(string revision, CancellationToken cancellationToken)
    {
        if (revision.StartsWith('-') || await ResolveAsync(revision, cancellationToken) is not { } commit)
            return ChangedFiles.Unknown($"git knows no commit '{revision}'");
        if (await AskAsync(["merge-base", commit, "HEAD"], cancellationToken) is not { Length: > ShownOfAHash } answer)
            return ChangedFiles.Unknown($"'{revision}' and this checkout have no commit in common; fetch more history");
        var from = answer.Trim();
        if (await ListAsync(["diff", "-z", "--name-only", "--no-renames", from, "--"], cancellationToken) is not { } changed)
            return ChangedFiles.Unknown($"git cannot compare the checkout with {from[..ShownOfAHash]}");
        var unknown = await ListAsync(["ls-files", "-z", "--others", "--exclude-standard"], cancellationToken) ?? [];
        return new ChangedFiles([.. changed.Concat(unknown).Distinct().Order(StringComparer.Ordinal)], $"since {from[..ShownOfAHash]}")
        {
            Base = from,
        };
    }

    /// <summary>The hash behind a name, or null where git knows none.</summary>
    public async Task<string?> ResolveAsync(string revision, CancellationToken cancellationToken) =>
        await AskAsync(["rev-parse", "--verify", "--quiet", $"{revision}^{{commit}}"], cancellationToken) is { Length: > 0 } hash
            ? hash.Trim()
            : null;

    /// <summary>The head of another repository's default branch, or null where it cannot be reached.</summary>
    public async Task<string?> RemoteHeadAsync(string repository, CancellationToken cancellationToken) =>
        RemoteAddress.Parse(repository, token: null) is { } remote
        && await AskAsync(["ls-remote", "--", remote.Text, "HEAD"], cancellationToken, remote.Credential) is { } answer
        && answer.Split('\t') is [var hash, "HEAD\n"]
            ? hash
            : null;

    /// <summary>A repository's files as they were before a change; null where that is not known.</summary>
    /// <param name="files">The files of now.</param>
    /// <param name="changes">The change.</param>
    /// <param name="cancellationToken">Ends the questions.</param>
    public async Task<IFileTree?> BeforeAsync(IFileTree files, ChangedFiles changes, CancellationToken cancellationToken)
    {
        if (changes is not { IsKnown: true, Base: { } from }) return null;
        var before = ImmutableSortedDictionary.CreateBuilder<string, string?>(StringComparer.Ordinal);
        // What CI reads; a change of ten thousand sources is not asked about one by one.
        foreach (var path in changes.Paths.Where(IsOfCi)) before[path] = await AskAsync(["show", $"{from}:{path}"], cancellationToken);
        return new OverlaidFiles(files, before.ToImmutable());
    }

    private static bool IsOfCi(string path) =>
        path.StartsWith(".buildkite/", StringComparison.Ordinal)
        || Path.GetExtension(path) is ".yml" or ".yaml" or ".json" or ".sh" or ".bash" or ".py" or ".txt";

    private async Task<ChangedFiles> SinceBaseAsync(string commit, PullRequest pullRequest, CancellationToken cancellationToken)
    {
        var branch = pullRequest.BaseBranch;
        var fetched = await FetchAsync([BaseRefspec(branch)], cancellationToken);
        var mergeBase = await MergeBaseAsync(commit, branch, cancellationToken);
        foreach (var depth in Depths)
        {
            if (mergeBase is not null || !await IsShallowAsync(cancellationToken)) break;
            if (!await DeepenAsync(depth, commit, pullRequest, cancellationToken)) break;
            mergeBase = await MergeBaseAsync(commit, branch, cancellationToken);
        }

        if (mergeBase is null)
        {
            var own = await OfCommitAsync(commit, cancellationToken);
            return own with
            {
                HowKnown = $"{own.HowKnown}; there is no merge base with '{branch}'{(fetched ? "" : ", which cannot be fetched")}",
            };
        }

        return await DifferenceAsync(mergeBase, commit, cancellationToken) is { } paths
            ? new ChangedFiles(paths, $"since the merge base {mergeBase[..ShownOfAHash]} with '{branch}'") { Base = mergeBase }
            : ChangedFiles.Unknown($"git cannot compare '{commit}' with the merge base {mergeBase[..ShownOfAHash]}");
    }

    private async Task<ChangedFiles> OfCommitAsync(string commit, CancellationToken cancellationToken)
    {
        if (await AskAsync(["cat-file", "-p", $"{commit}^{{commit}}"], cancellationToken) is not { } content)
            return ChangedFiles.Unknown($"git knows no commit '{commit}'");
        // The commit itself names its parents, also where a shallow clone pretends that it has none.
        var parent = content
            .Split('\n')
            .TakeWhile(line => line.Length > 0)
            .FirstOrDefault(line => line.StartsWith("parent ", StringComparison.Ordinal))
            ?["parent ".Length..];
        if (parent is null)
            return await ListAsync(["ls-tree", "-r", "-z", "--name-only", "--full-tree", commit], cancellationToken) is { } all
                ? new ChangedFiles(all, "of the repository's first commit")
                : ChangedFiles.Unknown($"git cannot list '{commit}'");

        if (await ResolveAsync(parent, cancellationToken) is null) await FetchAsync(["--deepen=1", commit], cancellationToken);
        return await DifferenceAsync(parent, commit, cancellationToken) is { } paths
            ? new ChangedFiles(paths, "of the commit itself") { Base = parent }
            : ChangedFiles.Unknown($"the clone is shallow, and the parent of '{commit}' cannot be fetched");
    }

    private async Task<string?> MergeBaseAsync(string commit, string branch, CancellationToken cancellationToken) =>
        await AskAsync(["merge-base", $"refs/remotes/{Remote}/{branch}", commit], cancellationToken) is { Length: > ShownOfAHash } hash
            ? hash.Trim()
            : null;

    private async Task<bool> IsShallowAsync(CancellationToken cancellationToken) =>
        await AskAsync(["rev-parse", "--is-shallow-repository"], cancellationToken) is { } answer && answer.Trim() == "true";

    // The history of both ends is needed. A fork's commit is on no branch; some servers hand out no bare hashes, but all name pull
    // requests.
    private async Task<bool> DeepenAsync(string depth, string commit, PullRequest pullRequest, CancellationToken cancellationToken) =>
        await FetchAsync([depth, BaseRefspec(pullRequest.BaseBranch), commit], cancellationToken)
        || await FetchAsync([depth, BaseRefspec(pullRequest.BaseBranch), $"refs/pull/{pullRequest.Number}/head"], cancellationToken)
        || await FetchAsync([depth, BaseRefspec(pullRequest.BaseBranch)], cancellationToken);

    private async Task<bool> FetchAsync(ImmutableArray<string> arguments, CancellationToken cancellationToken)
    {
        var options = arguments.Where(argument => argument.StartsWith("--", StringComparison.Ordinal));
        var refs = arguments.Where(argument => !argument.StartsWith("--", StringComparison.Ordinal));
        var from = await OwnRemoteAsync(cancellationToken);
        return await AskAsync(
            ["fetch", "--quiet", "--no-tags", "--no-recurse-submodules", .. options, "--", from?.Text ?? Remote, .. refs],
            cancellationToken,
            from?.Credential
        )
            is not null;
    }

    // Git starts programs with a remote's whole address on their command lines: where a clone was made with a token in it, the token is
    // taken out of it.
    private async Task<RemoteAddress?> OwnRemoteAsync(CancellationToken cancellationToken) =>
        await AskAsync(["remote", "get-url", Remote], cancellationToken) is { Length: > 1 } address
        && RemoteAddress.Parse(address.TrimEnd('\n'), token: null) is { Credential: not null } remote
            ? remote
            : null;

    private Task<ImmutableArray<string>?> DifferenceAsync(string from, string to, CancellationToken cancellationToken) =>
        // Without looking for renames: a renamed file has changed under both its names.
        ListAsync(["diff-tree", "-r", "-z", "--name-only", "--no-renames", from, to], cancellationToken);

    private async Task<ImmutableArray<string>?> ListAsync(ImmutableArray<string> arguments, CancellationToken cancellationToken) =>
        await AskAsync(arguments, cancellationToken) is { } answer
            ? [.. answer.Split('\0', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)]
            : null;

    private async Task<string?> AskAsync(
        ImmutableArray<string> arguments,
        CancellationToken cancellationToken,
        GitCredential? credential = null
    )
    {
        var git = CommandLine.Of("git", [.. credential?.Options ?? [], "-c", "core.quotePath=false", .. arguments]) with
        {
            Timeout = LongestCall,
            Environment = GitQuestions.Environment.AddRange(credential?.Environment ?? []),
        };
        var exit = await processes.RunAsync(git, onLine: null, cancellationToken);
        return exit.Succeeded ? exit.Output : null;
    }

    private static string BaseRefspec(string branch) => $"+refs/heads/{branch}:refs/remotes/{Remote}/{branch}";
}
