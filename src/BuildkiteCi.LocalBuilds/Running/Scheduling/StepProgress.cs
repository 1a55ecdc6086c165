using System.Collections.Immutable;

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
    internal StepProgress Cancelled()
    {
        var jobs = Jobs.Select(job => job.IsPending ? job with { End = StepEnd.Cancelled } : job).ToImmutableArray();
        var isOver = jobs.All(job => job.End is not null);
        return this with { Jobs = jobs, End = isOver ? StepEnd.Cancelled : null, Reason = isOver ? "by a job of the build" : null };
    }
}
