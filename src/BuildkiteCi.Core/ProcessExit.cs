namespace BuildkiteCi.Core;

/// <summary>How a process ended.</summary>
/// <param name="Status">Exit status; 128 + n where signal n ended it; -1 where it was never started.</param>
/// <param name="Span">How long it ran.</param>
public sealed record ProcessExit(int Status, TimeSpan Span)
{
    /// <summary>Everything written to standard output, line ends as they were.</summary>
    public string Output { get; init; } = "";

    /// <summary>Everything written to standard error, line ends as they were.</summary>
    public string ErrorOutput { get; init; } = "";

    /// <summary>Whether <see cref="CommandLine.Timeout"/> ended it.</summary>
    public bool TimedOut { get; init; }

    /// <summary>Why the program could not be started; null where it was.</summary>
    public string? StartError { get; init; }

    /// <summary>Whether it ran to its end with status 0.</summary>
    public bool Succeeded => Status == 0 && !TimedOut && StartError is null;

    /// <summary>An exit of a program that could not be started.</summary>
    public static ProcessExit NotStarted(string reason) => new(-1, TimeSpan.Zero) { StartError = reason };
}
