using System.Collections.Immutable;
using BuildkiteCi.LocalBuilds.Running.Planning;
using BuildkiteCi.LocalBuilds.Running.Scheduling;
using BuildkiteCi.LocalBuilds.Store;
using BuildkiteCi.Pipelines.Builds;

namespace BuildkiteCi.LocalBuilds.Running;

/// <summary>A local build's uploads as a schedule, before anything of it runs.</summary>
/// <param name="Plan">What its steps are.</param>
/// <param name="Schedule">Where it is.</param>
/// <param name="Problems">Why Buildkite would refuse an upload; with errors among them nothing is run.</param>
/// <param name="Events">What is worth telling of the uploads.</param>
internal sealed record LoadedBuild(RunPlan Plan, Schedule Schedule, ImmutableArray<Diagnostic> Problems, ImmutableArray<RunEvent> Events)
{
    /// <summary>Whether Buildkite would refuse one of its uploads.</summary>
    public bool IsRefused => Problems.Any(problem => problem.Severity == Severity.Error);

    /// <summary>Understands uploads and puts them into the build together, as if one job had uploaded all of them.</summary>
    /// <param name="uploads">In the order in which they came.</param>
    /// <param name="build">Tells which job's step uploaded what.</param>
    /// <param name="planning">What decides which steps are in.</param>
    /// <param name="changes">Asks for the changed files; called only where an upload wants to know.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<LoadedBuild> ReadAsync(
        ImmutableArray<LocalUpload> uploads,
        LocalBuild build,
        PlanningContext planning,
        Func<Task<ChangedFiles>> changes,
        CancellationToken cancellationToken
    )
    {
        var plan = new RunPlan();
        var (problems, events, taken) = (new List<Diagnostic>(), new List<RunEvent>(), new List<UploadedSteps>());
        foreach (var upload in uploads)
        {
            var changed = ChangedSteps.MayAsk(upload.Yaml) ? await changes() : null;
            var planned = plan.Add(upload, planning with { ChangedFiles = changed is { IsKnown: true } known ? known.Paths : null });
            problems.AddRange(planned.Diagnostics);
            if (planned.HasErrors || planned.Value is not { } steps) continue;
            StepId? uploader = upload.Job is { } job ? await build.Jobs.StepOfAsync(job, cancellationToken) : null;
            taken.Add(steps.For(uploader));
            events.AddRange(UploadEvents.Of(TimeSpan.Zero, upload.Name, steps, uploader is { } by ? plan[by] : null, changed));
        }

        return new LoadedBuild(
            plan,
            problems.Exists(problem => problem.Severity == Severity.Error) ? Schedule.Empty : Schedule.Empty.Insert(taken),
            [.. problems],
            [.. events]
        );
    }
}
