using System.Runtime.InteropServices;

namespace BuildkiteCi.LocalBuilds.Running.Scheduling;

/// <summary>How a try of a job ended.</summary>
/// <param name="ExitStatus">Its exit status; -1 where it could not be started, 128 + n where signal n ended it.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct JobEnd(int ExitStatus)
{
    private static readonly (int Number, string Name)[] Signals =
    [
        (1, "HUP"), (2, "INT"), (3, "QUIT"), (4, "ILL"), (6, "ABRT"), (7, "BUS"), (8, "FPE"), (9, "KILL"), (11, "SEGV"), (13, "PIPE"), (14, "ALRM"), (15, "TERM"),
    ];

    /// <summary>Whether it was ended because it took too long; it has failed even where it then ends with 0 (version 4 of the agent).</summary>
    public bool TimedOut { get; init; }

    /// <summary>Whether the build cancelled it.</summary>
    public bool Cancelled { get; init; }

    /// <summary>Why it has ended other than by itself, in Buildkite's words (<c>signal_reason</c>); null: by its time-out, or by itself.</summary>
    public string? SignalReason { get; init; }

    /// <summary>Buildkite's word for a job whose command was never started.</summary>
    public const string NotSetUp = "process_run_error";

    /// <summary>The signal that ended it, without <c>SIG</c>; <c>none</c> where none did.</summary>
    public string Signal
    {
        get
        {
            var number = ExitStatus - 128;
            return Array.Find(Signals, row => row.Number == number).Name ?? "none";
        }
    }
}
