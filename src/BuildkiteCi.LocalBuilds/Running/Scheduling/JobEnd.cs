using System.Runtime.InteropServices;

namespace BuildkiteCi.LocalBuilds.Running.Scheduling;

/// <summary>How a try of a job ended.</summary>
/// <param name="ExitStatus">Its exit status; -1 where it could not be started, 128 + n where signal n ended it.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct JobEnd(int ExitStatus)
{
    /// <summary>Whether it was ended because it took too long; it has failed even where it then ends with 0 (version 4 of the
    /// agent).</summary>
    public bool TimedOut { get; init; }

    /// <summary>Whether the build cancelled it.</summary>
    public bool Cancelled { get; init; }

    /// <summary>Why it has ended other than by itself, in Buildkite's words (<c>signal_reason</c>); null: by its time-out, or by
    /// itself.</summary>
    public string? SignalReason { get; init; }

    /// <summary>Buildkite's word for a job whose command was never started.</summary>
    public const string NotSetUp = "process_run_error";

    /// <summary>
    /// The signal that the agent ended it with, without <c>SIG</c>; <c>none</c> where it ended by itself: of a signal that a command got
    /// from elsewhere only its exit status tells. Source: facts about exit statuses.
    /// </summary>
    public string SignalSent =>
        (TimedOut || Cancelled, ExitStatus) switch
        {
            (true, 128 + 15) => "TERM",
            (true, 128 + 9) => "KILL",
            _ => "none",
        };
}
