using System.Collections.Immutable;
using BuildkiteCi.LocalBuilds.Running.Scheduling;
using BuildkiteCi.LocalBuilds.Store;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines;

namespace BuildkiteCi.LocalBuilds.Running;

/// <summary>Which part of a build is run: all of it, or what is around some of its steps.</summary>
public sealed record RunScope
{
    /// <summary>The whole build.</summary>
    public static RunScope All { get; } = new();

    /// <summary>These steps alone, whatever they wait for.</summary>
    public ImmutableArray<StepKey> Rerun { get; init; } = [];

    /// <summary>This step, whatever it waits for, and all that waits for it; null: not asked for.</summary>
    public StepKey? From { get; init; }

    /// <summary>This step and all that it waits for; null: not asked for.</summary>
    public StepKey? Until { get; init; }

    /// <summary>Whether an earlier run is built on: what is not chosen stays as it ended there.</summary>
    public bool ReplaysSteps => !Rerun.IsEmpty || From is not null;

    /// <summary>The keys that it names.</summary>
    public IEnumerable<StepKey> Keys => Rerun.Concat(new[] { From, Until }.OfType<StepKey>());

    /// <summary>The steps that are run again, whatever became of them before; null: all that have not passed.</summary>
    internal ImmutableHashSet<StepId>? Again(Schedule schedule)
    {
        if (!ReplaysSteps) return null;
        var chosen = schedule.StepsOf(Rerun).ToImmutableHashSet();
        return From is null ? chosen : chosen.Union(schedule.Downstream(schedule.StepsOf([From])));
    }

    /// <summary>The schedule with everything passed over that is not asked for, and the steps to start with waiting for nothing.</summary>
    internal Schedule Apply(Schedule schedule)
    {
        if (Again(schedule) is { } again)
        {
            var first = schedule.StepsOf(From is null ? Rerun : [From, .. Rerun]).ToImmutableHashSet();
            schedule = schedule.Change(step =>
                !again.Contains(step.Id) ? step with { PassedOver = step.PassedOver ?? NotAskedFor }
                : first.Contains(step.Id)
                    ? step with
                    {
                        DependsOn = [],
                        Group = step.Group is { DependsOn: not null } group ? group with { DependsOn = null } : step.Group,
                    }
                : step
            );
        }

        if (Until is null || schedule.StepsOf([Until]) is not { IsEmpty: false } last) return schedule;
        var needed = schedule.Upstream(last);
        return schedule.Change(step =>
            needed.Contains(step.Id) ? step : step with { PassedOver = step.PassedOver ?? $"is not needed for '{Until}'" }
        );
    }

    private const string NotAskedFor = "is not among those to run again";
}
