using System.Collections.Immutable;
using BuildkiteCi.LocalBuilds.Store;

namespace BuildkiteCi.LocalBuilds.Running.Scheduling;

/// <summary>How far a step is.</summary>
/// <param name="Jobs">Its jobs.</param>
public sealed record StepProgress(ImmutableArray<JobProgress> Jobs)
{
    /// <summary>Whether everything that it waits for has ended, so that its jobs may start or somebody may unblock it.</summary>
    public bool IsReady { get; init; }

    /// <summary>What became of it; null while nothing has.</summary>
    public StepEnd? End { get; init; }

    /// <summary>Why it did not run, for people; null where it did.</summary>
    public string? Reason { get; init; }

    /// <summary>The step with everything cancelled of it that does not run.</summary>
    internal StepProgress Cancelled(ImmutableArray<JobRules> rules)
    {
        var jobs = Jobs.Zip(rules, (job, rule) => job.IsPending ? job.Cancelled(rule) : job).ToImmutableArray();
        if (jobs.Any(job => job.End is null)) return this with { Jobs = jobs };
        return this with
        {
            Jobs = jobs,
            End = jobs.IsEmpty ? StepEnd.Cancelled : jobs.Max(job => job.End),
            Reason = "by a job of the build",
        };
    }

    /// <summary>Whether it fails the build, by a job of it that has ended or has promised to fail.</summary>
    internal bool FailsBuild => IsFailure(End) || Jobs.Any(job => job.IsPromisedToFail || IsFailure(job.End));

    private static bool IsFailure(StepEnd? end) => end is StepEnd.Failed or StepEnd.Errored or StepEnd.TimedOut or StepEnd.Cancelled;
}
