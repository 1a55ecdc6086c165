using System.Collections.Immutable;

namespace BuildkiteCi.Matrices.Publishing;

/// <summary>Finds the address that a publication goes to.</summary>
/// <param name="processes">Starts git.</param>
/// <param name="root">The working copy.</param>
internal sealed class GitRemotes(IProcessRunner processes, string root)
{
    /// <summary>The address of the request's remote, which is one of the working copy's by name, or an address itself.</summary>
    /// <param name="request">Names the remote, and the token for it.</param>
    /// <param name="forPush">Whether it is pushed to: a remote can have another address for that.</param>
    /// <param name="cancellationToken">Ends git.</param>
    /// <exception cref="PublishException">There is no such remote.</exception>
    public async Task<RemoteAddress> AddressAsync(PublishRequest request, bool forPush, CancellationToken cancellationToken)
    {
        // git would take a text that starts with a dash for an option.
        if (request.Remote.StartsWith('-')) throw new PublishException($"'{request.Remote}' is neither a remote's name nor an address");
        var git = new GitRepository(processes, root, null);
        var exit = await git.TryAsync(
            null,
            cancellationToken,
            ["remote", "get-url", .. forPush ? ["--push"] : Array.Empty<string>(), request.Remote]
        );
        var address = exit.Succeeded ? exit.Output.Trim() : request.Remote;
        if (!exit.Succeeded && !IsAddress(address))
            throw new PublishException(await NoRemoteAsync(git, request.Remote, exit, cancellationToken));

        // A relative address means the working copy's folder, and git runs elsewhere here.
        if (address.StartsWith('.')) address = Path.GetFullPath(Path.Combine(root, address));
        return RemoteAddress.Parse(address, request.Token)
            ?? throw new PublishException(
                $"user and password in the address of '{request.Remote}' hold a control character; correct the address"
            );
    }

    private static bool IsAddress(string text) => text.AsSpan().IndexOfAny("/\\:") >= 0;

    private async Task<string> NoRemoteAsync(GitRepository git, string name, ProcessExit exit, CancellationToken cancellationToken)
    {
        var listed = await git.TryAsync(null, cancellationToken, "remote");
        var names = listed.Succeeded ? listed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).ToImmutableArray() : [];
        return $"the repository in '{root}' has no remote '{name}' to publish to: {GitRepository.Failed(["remote"], exit)}; "
            + (
                names.IsEmpty
                    ? $"add one with 'git remote add {name} URL', or give an address"
                    : Spelling.Suggest(name, names, $"its remotes are {string.Join(", ", names)}")
            );
    }
}
