using System.Collections.Immutable;
using BuildkiteCi.LocalBuilds.Store;

namespace BuildkiteCi.LocalBuilds.Running.Scheduling;

/// <summary>Follows what has happened through to everything that it decides.</summary>
internal static class Settling
{
    /// <summary>The progress after nothing more follows until something happens.</summary>
    public static ImmutableArray<StepProgress> Settle(StepGraph graph, ImmutableArray<StepProgress> progress)
    {
        var states = progress.ToArray();
        bool changed;
        do
        {
            changed = false;
            for (var place = 0; place < states.Length; place++)
            {
                if (states[place].End is not null) continue;
                var next = Next(graph, states, place);
                if (ReferenceEquals(next, states[place])) continue;
                states[place] = next;
                changed = true;
            }
        }
        while (changed);
        return [.. states];
    }

    /// <summary>Steps that wait though everything else has ended, with why.</summary>
    public static IEnumerable<(PlannedStep Step, string Why)> Stuck(StepGraph graph, ImmutableArray<StepProgress> progress)
    {
        if (progress.Any(step => step.IsReady && step.End is null)) yield break;
        var known = new KnownWords(() => [.. graph.KnownKeys]);
        for (var place = 0; place < graph.Steps.Length; place++)
        {
            if (progress[place].End is not null) continue;
            var step = graph.Steps[place];
            if (graph.Needs[place].UnknownKeys is [var key, ..])
                yield return (
                    step,
                    $"depends on '{key}', which no step of the build has; "
                        + $"{known.Suggest(key.Text, "correct the key or remove the line")}"
                );
            else if (
                graph.Needs[place].Steps.FirstOrDefault(need => progress[need.Step].End is null, new StepNeed(-1, default)) is
                { Step: >= 0 } open
            )
                yield return (step, $"waits for {Name(graph.Steps[open.Step])}, which never ends");
        }
    }

    private static StepProgress Next(StepGraph graph, StepProgress[] states, int place)
    {
        var step = graph.Steps[place];
        var state = states[place];
        if (step.LeftOut is { } reason) return state with { End = StepEnd.LeftOut, Reason = reason };
        if (!state.IsReady)
        {
            if (NotRunReason(graph, states, place) is { } why) return state with { End = StepEnd.NotRun, Reason = why };
            if (!IsReady(graph, states, place)) return state;
            state = state with { IsReady = true };
        }

        if (step.PassedOver is { } elsewhere) return state with { End = StepEnd.LeftOut, Reason = elsewhere };
        return step.Kind switch
        {
            StepKind.Wait => state with { End = StepEnd.Passed },
            StepKind.Command => WithJobs(step, state, states),
            _ => state,
        };
    }

    private static StepProgress WithJobs(PlannedStep step, StepProgress state, StepProgress[] states)
    {
        if (step.CancelOnBuildFailing && state.Jobs.Any(job => job.IsPending) && states.Any(other => other.FailsBuild))
            state = state with { Jobs = [.. state.Jobs.Select(job => job.IsPending ? job with { End = StepEnd.Cancelled } : job)] };
        return state.Jobs.All(job => job.End is not null) ? state with { End = state.Jobs.Max(job => job.End) } : state;
    }

    private static bool IsReady(StepGraph graph, StepProgress[] states, int place) =>
        graph.Needs[place].UnknownKeys.IsEmpty && graph.Needs[place].Steps.All(need => states[need.Step].End is not null);

    // A step whose need has failed never runs; nobody has to wait for its other needs to know that.
    private static string? NotRunReason(StepGraph graph, StepProgress[] states, int place)
    {
        foreach (var need in graph.Needs[place].Steps)
        {
            var end = states[need.Step].End;
            if (!Stops(graph.Steps[place], need.Kind, end)) continue;
            var how = end switch
            {
                StepEnd.Cancelled => "was cancelled",
                StepEnd.NotRun => "did not run",
                StepEnd.TimedOut => "took too long",
                _ => "failed",
            };
            return $"{Name(graph.Steps[need.Step])} {how}";
        }

        return null;
    }

    // Facts about which step runs when: nothing passes a cancelled step, a time-out only a wait that continues, a failure only dependents
    // that allow it.
    private static bool Stops(PlannedStep step, NeedKind kind, StepEnd? end) => end switch
    {
        StepEnd.Cancelled => true,
        StepEnd.TimedOut => kind != NeedKind.Above || !step.ContinuesOnFailure,
        StepEnd.Failed or StepEnd.Errored or StepEnd.NotRun => kind switch
        {
            NeedKind.Barrier => true,
            NeedKind.Above => !step.ContinuesOnFailure,
            NeedKind.MayFail => false,
            _ => !step.AllowDependencyFailure && step.Group is not { AllowDependencyFailure: true },
        },
        _ => false,
    };

    private static string Name(PlannedStep step) =>
        step.Kind == StepKind.Wait && step.Key is null
            ? "the wait before it"
            : $"{(step.Kind == StepKind.Command ? "" : $"{step.Kind.ToString().ToLowerInvariant()} ")}step "
                + $"'{step.Key?.Text ?? step.Label ?? step.Id.ToString()}'";
}
