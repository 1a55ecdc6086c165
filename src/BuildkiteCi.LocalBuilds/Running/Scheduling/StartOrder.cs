using System.Collections.Immutable;
using BuildkiteCi.LocalBuilds.Store;

namespace BuildkiteCi.LocalBuilds.Running.Scheduling;

/// <summary>Which jobs may start, and in which order.</summary>
internal static class StartOrder
{
    /// <summary>By priority, then age; concurrency groups hold back what would pass their limits.</summary>
    public static ImmutableArray<JobId> Of(ImmutableArray<PlannedStep> steps, ImmutableArray<StepProgress> progress)
    {
        var inOrder = Of(steps, progress, keepsOrder: true);
        if (!inOrder.IsEmpty || progress.Any(IsUnderWay)) return inOrder;

        // An earlier job that waits, by whatever way, for a later one of its own group would hold the group for ever.
        return Of(steps, progress, keepsOrder: false);
    }

    // Something runs, or somebody may still unblock something.
    private static bool IsUnderWay(StepProgress step) =>
        step.Jobs.Any(job => job.IsRunning) || (step.IsReady && step.End is null && step.Jobs.IsEmpty);

    private static ImmutableArray<JobId> Of(ImmutableArray<PlannedStep> steps, ImmutableArray<StepProgress> progress, bool keepsOrder)
    {
        var places = Enumerable.Range(0, steps.Length).OrderBy(place => steps[place].Id).ToList();
        var lines = Lines(steps, progress, places);
        var order =
            from place in places
            where progress[place].IsReady && progress[place].End is null
            orderby steps[place].Priority descending, steps[place].Id
            from number in Enumerable.Range(0, progress[place].Jobs.Length)
            where progress[place].Jobs[number].IsPending
            let job = new JobId(steps[place].Id, number)
            where steps[place].Concurrency is not { } limit || lines[limit.Group].Take(job, limit, keepsOrder)
            select job;
        return [.. order];
    }

    private static Dictionary<string, Line> Lines(
        ImmutableArray<PlannedStep> steps,
        ImmutableArray<StepProgress> progress,
        List<int> places
    )
    {
        var lines = new Dictionary<string, Line>(StringComparer.Ordinal);
        foreach (var place in places)
        {
            if (steps[place].Concurrency is not { } limit || progress[place].End is not null) continue;
            if (!lines.TryGetValue(limit.Group, out var line)) lines[limit.Group] = line = new Line();
            for (var number = 0; number < progress[place].Jobs.Length; number++)
            {
                var job = progress[place].Jobs[number];
                if (job.End is null) line.Add(new JobId(steps[place].Id, number), job.IsRunning);
            }
        }

        return lines;
    }

    /// <summary>The unfinished jobs of a concurrency group, in the order in which they were made.</summary>
    private sealed class Line
    {
        private readonly List<JobId> unfinished = [];
        private int running;

        public void Add(JobId job, bool isRunning)
        {
            unfinished.Add(job);
            if (isRunning) running++;
        }

        public bool Take(JobId job, ConcurrencyLimit limit, bool keepsOrder)
        {
            if (running >= limit.Limit || (keepsOrder && !limit.Eager && unfinished.IndexOf(job) >= limit.Limit)) return false;
            running++;
            return true;
        }
    }
}
