using BuildkiteCi.LocalBuilds.Running.Planning;
using BuildkiteCi.LocalBuilds.Running.Scheduling;
using BuildkiteCi.LocalBuilds.Store;

namespace BuildkiteCi.LocalBuilds.Running.Watching;

/// <summary>A step as a view shows it.</summary>
/// <param name="step">The step.</param>
public sealed class BoardStep(RunStep step)
{
    private readonly SortedDictionary<int, BoardJob> jobs = [];

    /// <summary>The step.</summary>
    public RunStep Step => step;

    /// <summary>Its key, or its label where it has none: what the command line takes, too.</summary>
    public string Name => step.Plan.Key?.Text ?? step.Label;

    /// <summary>What became of it; null: nothing yet.</summary>
    public StepEnd? End { get; internal set; }

    /// <summary>Why it did not run, or waits for somebody; null where neither is so.</summary>
    public string? Reason { get; internal set; }

    /// <summary>Whether it waits for an answer that nobody gave.</summary>
    public bool IsBlocked { get; internal set; }

    /// <summary>Its jobs that have started, by their numbers.</summary>
    public IReadOnlyCollection<BoardJob> Jobs => jobs.Values;

    /// <summary>Whether one of them runs.</summary>
    public bool IsRunning => jobs.Values.Any(job => job.IsRunning);

    internal BoardJob Job(JobId id)
    {
        if (!jobs.TryGetValue(id.Number, out var job)) jobs[id.Number] = job = new BoardJob(step.Jobs[id.Number], MostTries);
        return job;
    }

    private int MostTries => 1 + step.Plan.Retry.Select(rule => rule.Limit).DefaultIfEmpty(0).Max();
}
