using System.Collections.Immutable;

namespace BuildkiteCi.Benchmarks.Bisecting;

/// <summary>A checkout of one commit beside the repository's own (a git worktree), until it is disposed of.</summary>
public sealed class CommitCheckout : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly IProcessRunner processes;
    private readonly string root;

    private CommitCheckout(IProcessRunner processes, string root, string folder) =>
        (this.processes, this.root, Folder) = (processes, root, folder);

    /// <summary>Its full path.</summary>
    public string Folder { get; }

    /// <summary>Checks a commit out.</summary>
    /// <param name="processes">Starts git.</param>
    /// <param name="root">The repository.</param>
    /// <param name="folder">Where to; what an earlier call left there is removed.</param>
    /// <param name="commit">The commit.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The checkout, or why there is none.</returns>
    public static async Task<(CommitCheckout? Checkout, string? Problem)> CreateAsync(
        IProcessRunner processes,
        string root,
        string folder,
        string commit,
        CancellationToken cancellationToken
    )
    {
        var checkout = new CommitCheckout(processes, root, folder);
        await checkout.RemoveAsync(cancellationToken);
        Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
        var exit = await checkout.GitAsync(["worktree", "add", "--force", "--detach", folder, commit], cancellationToken);
        return exit.Succeeded ? (checkout, null) : (null, $"git cannot check it out: {exit.StartError ?? LastLine(exit.ErrorOutput)}");
    }

    /// <summary>Runs a script of the user's in the checkout: what builds or installs it.</summary>
    /// <returns>Why the commit cannot be run; null where it can.</returns>
    public async Task<string?> PrepareAsync(string script, Action<OutputLine>? onLine, CancellationToken cancellationToken)
    {
        var exit = await processes.RunAsync(
            CommandLine.Of("bash", "-c", script) with
            {
                Folder = Folder,
                SweepsLeftovers = true,
            },
            onLine,
            cancellationToken
        );
        return exit.Succeeded
            ? null
            : $"it does not build: '{script}' "
                + $"{(exit.StartError is { } error ? $"cannot be started ({error})" : $"ended with exit status {exit.Status}")}"
                + $"{(LastLine(exit.ErrorOutput) is { Length: > 0 } last ? $": {last}" : "")}";
    }

    /// <summary>Removes the checkout.</summary>
    public async ValueTask DisposeAsync() => await RemoveAsync(CancellationToken.None);

    private async Task RemoveAsync(CancellationToken cancellationToken)
    {
        if (Directory.Exists(Folder)) await GitAsync(["worktree", "remove", "--force", "--force", Folder], cancellationToken);
        if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
        await GitAsync(["worktree", "prune"], cancellationToken);
    }

    private Task<ProcessExit> GitAsync(ImmutableArray<string> arguments, CancellationToken cancellationToken) =>
        processes.RunAsync(new CommandLine("git", arguments) { Folder = root, Timeout = Patience }, null, cancellationToken);

    private static string LastLine(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "";
}
