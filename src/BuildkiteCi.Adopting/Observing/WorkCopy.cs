using System.Collections.Immutable;
using BuildkiteCi.Core;

namespace BuildkiteCi.Adopting.Observing;

/// <summary>
/// A copy of a repository with a history of its own: a base commit on its main branch, and a commit for each scenario that changes one
/// file.
/// What is not committed yet is in it, what git ignores is not.
/// </summary>
/// <param name="processes">Starts git.</param>
/// <param name="folder">Full path of the copy.</param>
/// <param name="mainBranch">The name of the main branch.</param>
internal sealed class WorkCopy(IProcessRunner processes, string folder, string mainBranch)
{
    private static readonly TimeSpan LongestCall = TimeSpan.FromMinutes(2);

    private static readonly ImmutableDictionary<string, string?> Identity = ImmutableDictionary<string, string?>
        .Empty.Add("GIT_AUTHOR_NAME", "observer")
        .Add("GIT_AUTHOR_EMAIL", "observer@localhost")
        .Add("GIT_COMMITTER_NAME", "observer")
        .Add("GIT_COMMITTER_EMAIL", "observer@localhost")
        .Add("GIT_AUTHOR_DATE", "2026-01-01T00:00:00Z")
        .Add("GIT_COMMITTER_DATE", "2026-01-01T00:00:00Z")
        .Add("GIT_CONFIG_GLOBAL", "/dev/null")
        .Add("GIT_CONFIG_SYSTEM", "/dev/null")
        .Add("GIT_TERMINAL_PROMPT", "0");

    private string baseCommit = "";

    /// <summary>Full path of the copy.</summary>
    public string Folder => folder;

    /// <summary>Copies the repository and makes the base commit. An error message, or null.</summary>
    public async Task<string?> PrepareAsync(string root, CancellationToken cancellationToken)
    {
        if (await CopyAsync(root, cancellationToken) is { } problem) return problem;
        if (await GitAsync(["init", "--quiet", "--initial-branch", mainBranch, "."], cancellationToken) is null)
            return "git cannot make a repository for the copy";
        if (
            await GitAsync(["add", "--all", "--force", "."], cancellationToken) is null
            || await GitAsync(["commit", "--quiet", "--allow-empty", "--no-verify", "--message", "base"], cancellationToken) is null
        )
            return "git cannot commit the copy";
        // The commit of a build has a parent, and of itself changes nothing.
        if (
            await GitAsync(
                ["commit", "--quiet", "--allow-empty", "--no-verify", "--message", "the commit that is built"],
                cancellationToken
            )
            is null
        )
            return "git cannot commit the copy";
        await GitAsync(["remote", "add", "origin", folder], cancellationToken);
        await GitAsync(["update-ref", $"refs/remotes/origin/{mainBranch}", "HEAD"], cancellationToken);
        baseCommit = await HeadAsync(cancellationToken);
        return null;
    }

    /// <summary>Clones the repository with its own history, at a commit. An error message, or null.</summary>
    public async Task<string?> CloneAsync(string root, string commit, CancellationToken cancellationToken)
    {
        var clone = await processes.RunAsync(
            Git(["clone", "--quiet", "--local", "--no-checkout", "--", root, folder], root),
            onLine: null,
            cancellationToken
        );
        if (!clone.Succeeded) return $"the repository cannot be cloned: {clone.ErrorOutput.Trim()}";
        // What the checkout knows of its remote's branches is what both ways are to know.
        await GitAsync(["fetch", "--quiet", "--force", "origin", "+refs/remotes/origin/*:refs/remotes/origin/*"], cancellationToken);
        baseCommit = (await GitAsync(["rev-parse", "--verify", "--quiet", $"{commit}^{{commit}}"], cancellationToken))?.Trim() ?? "";
        return
            baseCommit.Length > 0
            && await GitAsync(["checkout", "--quiet", "--force", "--detach", baseCommit], cancellationToken) is not null
            ? null
            : $"the commit '{commit}' cannot be checked out";
    }

    /// <summary>Puts the copy into the state of a build: its commit, checked out and clean.</summary>
    /// <param name="branch">The branch of the build.</param>
    /// <param name="changes">The file that its commit changes, or null.</param>
    /// <param name="files">The copy's files.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <returns>The commit's hash.</returns>
    public async Task<string> CheckOutAsync(string branch, string? changes, IFileTree files, CancellationToken cancellationToken)
    {
        await GitAsync(["checkout", "--quiet", "--force", "-B", branch, baseCommit], cancellationToken);
        await GitAsync(["clean", "--quiet", "-d", "--force", "-x"], cancellationToken);
        await GitAsync(["update-ref", $"refs/remotes/origin/{mainBranch}", baseCommit], cancellationToken);
        if (changes is null) return baseCommit;
        files.Write(changes, $"{files.Read(changes)}\n");
        await GitAsync(["add", "--all", "--force", "."], cancellationToken);
        await GitAsync(["commit", "--quiet", "--no-verify", "--message", $"change {changes}"], cancellationToken);
        return await HeadAsync(cancellationToken);
    }

    private async Task<string> HeadAsync(CancellationToken cancellationToken) =>
        (await GitAsync(["rev-parse", "HEAD"], cancellationToken))?.Trim() ?? "";

    // A checkout gives its tracked and its new files; a folder without git all that it holds.
    private async Task<string?> CopyAsync(string root, CancellationToken cancellationToken)
    {
        var listed = await processes.RunAsync(
            Git(["ls-files", "-z", "--cached", "--others", "--exclude-standard"], root),
            onLine: null,
            cancellationToken
        );
        var list = listed.Succeeded && listed.Output.Length > 0 ? listed.Output : null;
        // tar reads the list and keeps modes and links; files that are listed and gone are no matter.
        var tar = list is null
            ? CommandLine.Of(
                "bash",
                "-c",
                "set -o pipefail; tar -C \"$1\" --exclude=./.git -cf - . | tar -C \"$2\" -xf -",
                "copy",
                root,
                folder
            )
            : CommandLine.Of(
                "bash",
                "-c",
                "set -o pipefail; tar -C \"$1\" --null --ignore-failed-read --files-from=- -cf - 2>/dev/null | tar -C \"$2\" -xf -",
                "copy",
                root,
                folder
            ) with
            {
                Input = list,
            };
        var exit = await processes.RunAsync(tar with { Timeout = LongestCall }, onLine: null, cancellationToken);
        return exit.Status is 0 or 1 || list is not null ? null : $"the repository cannot be copied: {exit.ErrorOutput.Trim()}";
    }

    private async Task<string?> GitAsync(ImmutableArray<string> arguments, CancellationToken cancellationToken)
    {
        var exit = await processes.RunAsync(Git(arguments, folder), onLine: null, cancellationToken);
        return exit.Succeeded ? exit.Output : null;
    }

    private static CommandLine Git(ImmutableArray<string> arguments, string at) =>
        CommandLine.Of("git", arguments.AsSpan()) with
        {
            Folder = at,
            Timeout = LongestCall,
            Environment = Identity,
        };
}
