using System.Collections.Immutable;
using BuildkiteCi.LocalBuilds.Running.Planning;
using BuildkiteCi.LocalBuilds.Running.Scheduling;
using BuildkiteCi.LocalBuilds.Store;

namespace BuildkiteCi.LocalBuilds.Running;

/// <summary>What a run would do if every job passed and nothing was uploaded on the way.</summary>
/// <param name="Steps">The steps that would run, in that order, then the others; waits are not among them.</param>
public sealed record RunForecast(ImmutableArray<ForecastStep> Steps)
{
    internal static RunForecast Of(Schedule schedule, RunPlan plan)
    {
        var steps = ImmutableArray.CreateBuilder<ForecastStep>();
        var known = new HashSet<StepId>();
        var wave = 0;
        while (true)
        {
            wave++;
            var jobs = schedule.Runnable;
            var asked = schedule.Blocked.ToList();
            if (jobs.IsEmpty && asked.Count == 0) break;
            foreach (
                var id in jobs.Select(job => job.Step)
                    .Concat(asked.Select(step => step.Id))
                    .Where(known.Add)
            )
                steps.Add(new ForecastStep(plan[id], wave, [.. schedule.NeedsOf(id).Select(Name)], NotRun: null));
            schedule = schedule.Pass(jobs, asked.Select(step => step.Id));
        }

        var stuck = schedule.Stuck.ToDictionary(step => step.Step.Id, step => step.Why);
        foreach (var step in schedule.Steps.Where(step => step.Kind != StepKind.Wait && !known.Contains(step.Id)))
            steps.Add(
                new ForecastStep(
                    plan[step.Id],
                    Wave: null,
                    [.. schedule.NeedsOf(step.Id).Select(Name)],
                    stuck.GetValueOrDefault(step.Id) ?? schedule.Progress(step.Id).Reason ?? "has passed already"
                )
            );
        return new RunForecast(steps.ToImmutable());

        string Name(PlannedStep step) => step.Kind == StepKind.Wait && step.Key is null ? "wait" : step.Key?.Text ?? plan[step.Id].Label;
    }
}

/// <summary>What a run would do with a step.</summary>
/// <param name="Step">The step.</param>
/// <param name="Wave">When it would start, counted from 1: steps of a wave start together where there is room; null: it would not
/// run.</param>
/// <param name="WaitsFor">Keys, or labels where there is none, of what it waits for.</param>
/// <param name="NotRun">Why it would not run; null: it would.</param>
public sealed record ForecastStep(RunStep Step, int? Wave, ImmutableArray<string> WaitsFor, string? NotRun);
