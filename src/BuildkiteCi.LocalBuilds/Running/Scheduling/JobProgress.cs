using System.Collections.Immutable;
using BuildkiteCi.LocalBuilds.Store;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.LocalBuilds.Running.Scheduling;

/// <summary>How far a job is.</summary>
public sealed record JobProgress
{
    // Ended by TERM.
    private const int CancelledStatus = 143;

    /// <summary>A job that has not been started.</summary>
    public static JobProgress New { get; } = new();

    /// <summary>Tries that were started.</summary>
    public int Tries { get; init; }

    /// <summary>Whether a try is running.</summary>
    public bool IsRunning { get; init; }

    /// <summary>What became of it; null while it runs or may run again.</summary>
    public StepEnd? End { get; init; }

    /// <summary>Whether it has promised to fail (<c>job promise-failure</c>); then it has failed even where it ends well.</summary>
    public bool IsPromisedToFail { get; init; }

    /// <summary>How often each retry rule was used.</summary>
    internal ImmutableDictionary<int, int> RuleUses { get; init; } = ImmutableDictionary<int, int>.Empty;

    /// <summary>Whether a try may be started.</summary>
    public bool IsPending => End is null && !IsRunning;

    /// <summary>The job after a try has ended like this: done, or back in line for a retry.</summary>
    internal JobProgress After(JobEnd end, JobRules rules, ImmutableArray<RetryRule> retry)
    {
        var ended = this with { IsRunning = false };
        if (end.Cancelled) return ended.Cancelled(rules);
        if (end is { ExitStatus: 0, TimedOut: false }) return ended with { End = IsPromisedToFail ? StepEnd.Failed : StepEnd.Passed };
        var status = end.ExitStatus == 0 ? 1 : end.ExitStatus;
        for (var rule = 0; rule < retry.Length; rule++)
        {
            if (!retry[rule].Covers(status, end.SignalSent, end.SignalReason ?? (end.TimedOut ? "cancel" : "none"))) continue;
            var uses = RuleUses.GetValueOrDefault(rule);
            if (uses < retry[rule].Limit) return ended with { RuleUses = RuleUses.SetItem(rule, uses + 1) };
            break;
        }

        return ended with
        {
            // A time-out is no soft failure (facts about soft_fail).
            End = end.TimedOut ? StepEnd.TimedOut
                : rules.SoftFail.Covers(status) ? StepEnd.SoftFailed
                : status == -1 ? StepEnd.Errored
                : StepEnd.Failed,
        };
    }

    /// <summary>The job after somebody cancelled it: that is a failure like another one to <c>soft_fail</c>, and never tried
    /// again.</summary>
    internal JobProgress Cancelled(JobRules rules) =>
        this with
        {
            End = rules.SoftFail.Covers(CancelledStatus) ? StepEnd.SoftFailed : StepEnd.Cancelled,
        };
}
