using System.Collections.Immutable;
using BuildkiteCi.LocalBuilds.Running.Planning;
using BuildkiteCi.LocalBuilds.Running.Scheduling;
using BuildkiteCi.LocalBuilds.Store;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines;

namespace BuildkiteCi.LocalBuilds.Running.Watching;

/// <summary>The state of a run, as far as its events tell: what views draw and summaries are made of. Not safe for several threads at
/// once.</summary>
public sealed class RunBoard : IRunView
{
    // In the order of the build's page.
    private readonly List<BoardStep> steps = [];
    private readonly Dictionary<StepId, BoardStep> byId = [];

    // The step, or the steps of the group, that a key names; made on first use after steps came or went.
    private ILookup<StepKey, BoardStep>? byKey;

    /// <summary>All steps but waits, in the order of the build's page.</summary>
    public IEnumerable<BoardStep> Steps => steps.Where(step => step.Step.Plan.Kind != StepKind.Wait);

    /// <summary>How many there are.</summary>
    public int Total => Steps.Count();

    /// <summary>How many of them have ended.</summary>
    public int Ended => Steps.Count(step => step.End is not null);

    /// <summary>When the last event was, since the run began.</summary>
    public TimeSpan Elapsed { get; private set; }

    /// <summary>A step by its id; null: the build has none (any more).</summary>
    public BoardStep? Find(StepId id) => byId.GetValueOrDefault(id);

    /// <inheritdoc/>
    public void Show(RunEvent happened)
    {
        Elapsed = happened.Elapsed;
        switch (happened)
        {
            case BuildPlanned planned:
                steps.Clear();
                byId.Clear();
                byKey = null;
                Insert(0, planned.Steps);
                break;
            case UploadTaken upload when upload.Planned.Any(step => !byId.ContainsKey(step.Plan.Id)):
                Insert(upload.By is { } by ? PlaceBehind(by.Plan.Id) : 0, upload.Planned);
                break;
            case StepsRemoved removed:
                steps.RemoveAll(step => removed.Steps.Contains(step.Step.Plan.Id));
                foreach (var id in removed.Steps) byId.Remove(id);
                byKey = null;
                break;
            case JobStarted started when Find(started.Id.Step) is { } step:
                step.Job(started.Id).Start(started);
                break;
            case JobWrote wrote when Find(wrote.Id.Step) is { } step:
                step.Job(wrote.Id).Add(wrote.Line.Text);
                break;
            case JobEnded ended when Find(ended.Id.Step) is { } step:
                step.Job(ended.Id).Finish(ended);
                break;
            case StepEnded ended when Find(ended.Step.Plan.Id) is { } step:
                (step.End, step.Reason, step.IsBlocked) = (ended.End, ended.Reason, false);
                break;
            case StepBlocked blocked when Find(blocked.Step.Plan.Id) is { } step:
                (step.IsBlocked, step.Reason) = (true, blocked.Why);
                break;
            case StepStuck stuck when Find(stuck.Step.Plan.Id) is { } step:
                step.Reason = stuck.Why;
                break;
        }
    }

    /// <summary>What a step waits for that has not ended, by name; empty: for its turn.</summary>
    public ImmutableArray<string> OpenNeeds(BoardStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        var plan = step.Step.Plan;
        var named = (plan.DependsOn ?? []).Concat(plan.Group?.DependsOn ?? []).Select(dependency => dependency.Key).ToList();
        if (named.Count > 0 || plan.DependsOn is not null)
            return [.. named.Where(key => !IsOver(key)).Select(key => key.Text).Distinct(StringComparer.Ordinal)];
        var above = steps
            .TakeWhile(other => !ReferenceEquals(other, step))
            .LastOrDefault(other =>
                other.Step.Plan.IsBarrier
                && other.End is null
                && (other.Step.Plan.Group is null || ReferenceEquals(other.Step.Plan.Group, plan.Group))
            );
        return above is null
            ? []
            : [above.Step.Plan.Kind == StepKind.Wait && above.Step.Plan.Key is null ? "the steps above the wait" : above.Name];
    }

    private bool IsOver(StepKey key)
    {
        byKey ??= (
            from step in steps
            from name in new[] { step.Step.Plan.Key, step.Step.Plan.Group?.Key }
            where name is not null
            select (name, step)
        ).ToLookup(pair => pair.name, pair => pair.step);
        var meant = byKey[key];
        return meant.Any() && meant.All(step => step.End is not null);
    }

    private int PlaceBehind(StepId uploader)
    {
        var place = steps.FindIndex(step => step.Step.Plan.Id == uploader) + 1;
        while (
            place > 0
            && place < steps.Count
            && steps[place - 1].Step.Plan.Group is { } group
            && ReferenceEquals(steps[place].Step.Plan.Group, group)
        )
            place++;
        return place;
    }

    private void Insert(int place, ImmutableArray<RunStep> planned)
    {
        var added = planned.Select(step => new BoardStep(step)).ToList();
        steps.InsertRange(place, added);
        byKey = null;
        foreach (var step in added) byId[step.Step.Plan.Id] = step;
    }
}
