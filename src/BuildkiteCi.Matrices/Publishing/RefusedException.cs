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
}
