using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.LocalBuilds.Running.Scheduling;

/// <summary>How far a job is.</summary>
public sealed record JobProgress
{
    /// <summary>A job that has not been started.</summary>
    public static JobProgress New { get; } = new();

    /// <summary>Tries that were started.</summary>
    public int Tries { get; init; }

    /// <summary>Whether a try is running.</summary>
    public bool IsRunning { get; init; }

    /// <summary>What became of it; null while it runs or may run again.</summary>
    public StepEnd? End { get; init; }

    /// <summary>How often each retry rule was used.</summary>
    internal ImmutableDictionary<int, int> RuleUses { get; init; } = ImmutableDictionary<int, int>.Empty;

    /// <summary>Whether a try may be started.</summary>
    public bool IsPending => End is null && !IsRunning;

    /// <summary>The job after a try has ended like this: done, or back in line for a retry.</summary>
    internal JobProgress After(JobEnd end, JobRules rules, ImmutableArray<RetryRule> retry)
    {
        var ended = this with { IsRunning = false };
        if (end.Cancelled) return ended with { End = StepEnd.Cancelled };
        if (end.ExitStatus == 0) return ended with { End = StepEnd.Passed };
        for (var rule = 0; rule < retry.Length; rule++)
        {
            if (!retry[rule].Covers(end.ExitStatus, end.Signal, end.TimedOut ? "cancel" : "none")) continue;
            var uses = RuleUses.GetValueOrDefault(rule);
            if (uses < retry[rule].Limit) return ended with { RuleUses = RuleUses.SetItem(rule, uses + 1) };
            break;
        }

        return ended with
        {
            End = rules.SoftFail.Covers(end.ExitStatus) ? StepEnd.SoftFailed
                : end.TimedOut || end.ExitStatus == -1 ? StepEnd.Errored
                : StepEnd.Failed,
        };
    }
}
