using System.Collections.Immutable;

namespace BuildkiteCi.Matrices.Publishing;

/// <summary>The remote said no, or could not be reached; perhaps it says yes the next time.</summary>
internal sealed class RefusedException : Exception
{
    // What git says where no number of tries helps.
    private static readonly ImmutableArray<string> Final =
    [
        "Authentication failed", "could not read Username", "could not read Password", "Permission denied", "error: 403", "error: 401", "Repository not found",
        "does not appear to be a git repository", "couldn't find remote ref", "not found in upstream",
    ];

    public RefusedException(string what, ImmutableArray<string> arguments, ProcessExit exit)
        : base($"{what}: {GitRepository.Failed(arguments, exit)}") =>
        MayChange = exit.StartError is null && !Final.Any(text => exit.ErrorOutput.Contains(text, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether another try may end otherwise.</summary>
    public bool MayChange { get; }
}
