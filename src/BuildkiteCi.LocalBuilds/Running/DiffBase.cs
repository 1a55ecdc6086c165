using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Builds;

namespace BuildkiteCi.LocalBuilds.Running;

/// <summary>
/// Asks git for the files that <c>if_changed</c> looks at: since the merge base with another commit; where the head is that commit itself,
/// since its first parent. What is not committed yet counts: on an agent nothing is. Source: facts about steps' attributes.
/// </summary>
/// <param name="processes">Starts git.</param>
/// <param name="folder">A folder of the repository.</param>
public sealed class DiffBase(IProcessRunner processes, string folder)
{
    private const string Remote = "origin";
    private const int ShownOfAHash = 10;

    private static readonly ImmutableArray<string> BranchVariables =
    [
        "BUILDKITE_PULL_REQUEST_BASE_BRANCH",
        "BUILDKITE_PIPELINE_DEFAULT_BRANCH",
    ];

    /// <summary>What is compared with unless an option sets it: the base of a pull request, else the default branch, as it was last
    /// fetched.</summary>
    public static string Usual(IReadOnlyDictionary<string, string> environment)
    {
        var branch = BranchVariables.Select(name => environment.GetValueOrDefault(name, "")).FirstOrDefault(value => value.Length > 0);
        return $"{Remote}/{branch ?? "main"}";
    }

    /// <summary>Fetches a branch of the remote; where that fails, what is there has to do.</summary>
    /// <param name="revision"><c>origin/main</c>; what is no branch of it is left alone.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task FetchAsync(string revision, CancellationToken cancellationToken)
    {
        if (revision.StartsWith($"{Remote}/", StringComparison.Ordinal))
            await AskAsync(["fetch", "--quiet", "--no-tags", Remote, "--", revision[(Remote.Length + 1)..]], cancellationToken);
    }

    /// <summary>The changed files; not known where git has no answer.</summary>
    public async Task<ChangedFiles> ChangesAsync(string revision, CancellationToken cancellationToken)
    {
        if (await ResolveAsync("HEAD", cancellationToken) is not { } head) return ChangedFiles.Unknown("there is no commit to compare");
        if (await ResolveAsync(revision, cancellationToken) is not { } other)
            return ChangedFiles.Unknown($"git knows no '{revision}' to compare with");
        var from =
            other == head
                ? await ResolveAsync("HEAD^", cancellationToken)
                : (await AskAsync(["merge-base", other, head], cancellationToken))?.Trim();
        if (from is not { Length: > ShownOfAHash }) return ChangedFiles.Unknown($"the head has nothing in common with '{revision}'");
        return await AskAsync(["diff", "--name-only", "--no-renames", "-z", from, "--"], cancellationToken) is { } paths
            ? new ChangedFiles(
                [.. paths.Split('\0', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)],
                $"since {from[..ShownOfAHash]}, {(other == head ? "the commit before" : $"the merge base with '{revision}'")}"
            )
            : ChangedFiles.Unknown($"git cannot compare with '{revision}'");
    }

    private async Task<string?> ResolveAsync(string revision, CancellationToken cancellationToken) =>
        (await AskAsync(["rev-parse", "--verify", "--quiet", "--end-of-options", $"{revision}^{{commit}}"], cancellationToken))?.Trim();

    private Task<string?> AskAsync(ImmutableArray<string> arguments, CancellationToken cancellationToken) =>
        processes.AskGitAsync(folder, arguments, cancellationToken);
}
