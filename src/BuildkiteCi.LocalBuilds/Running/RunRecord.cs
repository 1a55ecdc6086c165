using System.Collections.Immutable;
using BuildkiteCi.LocalBuilds.Running.Scheduling;
using BuildkiteCi.LocalBuilds.Store;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Pipelines.Builds;

namespace BuildkiteCi.LocalBuilds.Running;

/// <summary>Writes down how a run's steps stand, for jobs that ask and for a run that takes it up.</summary>
/// <param name="build">Where it is written.</param>
/// <param name="plan">What the steps are.</param>
internal sealed class RunRecord(LocalBuild build, RunPlan plan)
{
    private readonly Dictionary<StepId, (string State, StepEnd? End)> written = [];

    /// <summary>How the steps of an earlier run stood. What those uploaded that are run again is forgotten: they will upload it
    /// again.</summary>
    public static async Task<ImmutableArray<LocalStep>> ReadAsync(
        LocalBuild build,
        Func<LocalStep, bool> isRunAgain,
        CancellationToken cancellationToken
    )
    {
        foreach (var step in (await build.Steps.AllAsync(cancellationToken)).Where(isRunAgain))
        {
            foreach (var job in await build.Jobs.JobsOfAsync(step.Id, cancellationToken))
                await build.Steps.ForgetUploadsAsync(job, cancellationToken);
        }

        return await build.Steps.AllAsync(cancellationToken);
    }

    /// <summary>Writes what has changed since the last time.</summary>
    /// <returns>The steps that have ended since then.</returns>
    public async Task<ImmutableArray<(PlannedStep Step, StepEnd End, string? Reason)>> WriteAsync(
        Schedule schedule,
        CancellationToken cancellationToken
    )
    {
        var changed = ImmutableArray.CreateBuilder<LocalStep>();
        var ended = ImmutableArray.CreateBuilder<(PlannedStep, StepEnd, string?)>();
        foreach (var step in schedule.Steps)
        {
            var progress = schedule.Progress(step.Id);
            var now = (StepWords.State(step, progress), progress.End);
            if (written.TryGetValue(step.Id, out var before) && before == now) continue;
            written[step.Id] = now;
            changed.Add(Row(step, now.Item1, progress.End));
            if (progress.End is not { } end) continue;
            ended.Add((step, end, progress.Reason));
            if (step.Key is { } key && step.Kind == StepKind.Command && end != StepEnd.LeftOut)
                await build.RecordOutcomeAsync(key, StepWords.OutcomeOf(end), cancellationToken);
        }

        if (changed.Count > 0) await build.Steps.WriteAsync(changed, cancellationToken);
        return ended.ToImmutable();
    }

    private LocalStep Row(PlannedStep step, string state, StepEnd? end)
    {
        var source = plan[step.Id];
        return new LocalStep(
            step.Id,
            plan.UuidOf(step.Id),
            step.Key,
            source.Label,
            source.Source.Kind,
            state,
            end is { } known ? StepWords.OutcomeOf(known).Word() : null,
            JsonWriter.Write(source.Source.ToNode()), end);
    }
}
