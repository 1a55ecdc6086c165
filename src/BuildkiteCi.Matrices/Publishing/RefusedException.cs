using System.Collections.Immutable;

namespace BuildkiteCi.Matrices.Publishing;

/// <summary>The remote refused, or could not be reached.</summary>
internal sealed class RefusedException : Exception
{
    // What git and curl write where the way to the remote is broken, which may mend itself. Anything that is not here is final.
    private static readonly ImmutableArray<string> BrokenWays =
    [
        "Could not resolve host",
        "Temporary failure in name resolution",
        "Connection refused",
        "Connection reset",
        "Connection timed out",
        "Operation timed out",
        "timed out",
        "Failed to connect",
        "Network is unreachable",
        "early EOF",
        "unexpected disconnect",
        "remote end hung up unexpectedly",
        "RPC failed",
        "error: 500", "error: 502", "error: 503", "error: 504", "error: 429",
    ];

    // These come together with some of the above.
    private static readonly ImmutableArray<string> Final =
    [
        "Permission denied",
        "Authentication failed",
        "Could not read from remote repository.\n\nPlease make sure",
        "Host key verification failed",
    ];

    public RefusedException(string what, ImmutableArray<string> arguments, ProcessExit exit)
        : base(
            $"{what}: {(PushRefusal.Find(exit.Output) is { } refusal ? $"{refusal.Reason}; " : "")}{GitRepository.Failed(arguments, exit)}"
        ) =>
        MayChange = PushRefusal.Find(exit.Output) is { } refused
            ? refused.IsMovedBranch
            : exit.TimedOut || (exit.StartError is null && Mentions(exit, BrokenWays) && !Mentions(exit, Final));

    /// <summary>Whether another try may end otherwise.</summary>
    public bool MayChange { get; }

    private static bool Mentions(ProcessExit exit, ImmutableArray<string> texts) =>
        texts.Any(text => exit.ErrorOutput.Contains(text, StringComparison.OrdinalIgnoreCase));

    /// <summary>How git tells that a push was refused (<c>git push --porcelain</c>): a line <c>! FROM:TO [remote rejected]
    /// (reason)</c>.</summary>
    /// <param name="Reason">What follows the references: <c>[rejected] (fetch first)</c>.</param>
    private sealed record PushRefusal(string Reason)
    {
        // The branch has moved since it was fetched: before the push, or while another one was at it.
        private static readonly string[] OfMovedBranches =
        [
            "[rejected]",
            "(failed to update ref)",
            "(incorrect old value provided)",
            "cannot lock ref",
        ];

        /// <summary>Whether the branch moved, so that the changes can be made again on its new head. Every other refusal is the remote's last
        /// word.</summary>
        public bool IsMovedBranch => OfMovedBranches.Any(text => Reason.Contains(text, StringComparison.Ordinal));

        /// <summary>The refusal in what <c>git push --porcelain</c> wrote; null where there is none.</summary>
        public static PushRefusal? Find(string output) =>
            output.Split('\n').Select(line => line.Split('\t')).FirstOrDefault(parts => parts is ["!", _, ..]) is { } parts
                ? new PushRefusal(string.Join(' ', parts[2..]))
                : null;
    }
}
