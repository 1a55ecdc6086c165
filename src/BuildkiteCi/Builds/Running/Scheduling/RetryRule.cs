using System.Collections.Immutable;

namespace BuildkiteCi.Builds.Running.Scheduling;

/// <summary>A rule of <c>retry.automatic</c>; the first that fits a failure counts, and each counts its own retries.</summary>
public sealed record RetryRule
{
    /// <summary>Exit statuses that it is for; empty: any but 0 (<c>"*"</c>, or none written).</summary>
    public ImmutableArray<int> ExitStatuses { get; init; } = [];

    /// <summary>The signal that ended the job, without <c>SIG</c>; <c>none</c>: no signal; <c>*</c>: any; null: no matter.</summary>
    public string? Signal { get; init; }

    /// <summary>Why the job was signalled (<c>cancel</c> for a time-out, else <c>none</c>); <c>*</c>: any; null: no matter.</summary>
    public string? SignalReason { get; init; }

    /// <summary>Retries, 0 to 10.</summary>
    public int Limit { get; init; } = 2;

    /// <summary>Whether the rule is for a job that ended like this.</summary>
    public bool Fits(JobEnd end) =>
        (ExitStatuses.IsEmpty ? end.ExitStatus != 0 : ExitStatuses.Contains(end.ExitStatus))
        && FitsWord(Signal, end.Signal)
        && FitsWord(SignalReason, end.TimedOut ? "cancel" : "none");

    private static bool FitsWord(string? wanted, string actual) =>
        wanted is null || (wanted == "*" ? actual != "none" : Bare(wanted).Equals(actual, StringComparison.OrdinalIgnoreCase));

    private static string Bare(string signal) => signal.StartsWith("SIG", StringComparison.OrdinalIgnoreCase) ? signal[3..] : signal;
}
