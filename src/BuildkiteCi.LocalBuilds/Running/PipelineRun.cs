using System.Collections.Immutable;
using BuildkiteCi.LocalBuilds.Running.Planning;
using BuildkiteCi.LocalBuilds.Running.Scheduling;
using BuildkiteCi.LocalBuilds.Store;
using BuildkiteCi.Pipelines.Builds;

namespace BuildkiteCi.LocalBuilds.Running;

/// <summary>Runs the uploads that a local build holds, as Buildkite would: jobs are processes, several at a time, in the
/// repository.</summary>
public sealed class PipelineRun
{
    private readonly RunDependencies world;
    private readonly RunSettings settings;
    private readonly JobRunner jobs;
    private readonly Lock showing = new();
    private readonly long begun;
    private readonly Dictionary<JobId, RunningJob> running = [];
    private readonly HashSet<StepId> asked = [];
    private RunPlan plan = new();
    private RunRecord record;
    private Schedule schedule = Schedule.Empty;
    // Asked for once, by the first upload that wants to know.
    private ChangedFiles? changes;
    private bool isCancelled;

    private PipelineRun(RunDependencies world, RunSettings settings)
    {
        this.world = world;
        this.settings = settings;
        jobs = new JobRunner(world, settings);
        record = new RunRecord(world.Build, plan);
        begun = world.Time.GetTimestamp();
    }

    private TimeSpan Elapsed => world.Time.GetElapsedTime(begun);

    private PlanningContext Planning => new(settings.BuildVariables, settings.Filter)
    {
        Secrets = Redaction.Of(JobSecrets.Of(settings.Inherited, settings.Inherited.GetValueOrDefault("BUILDKITE_REDACTED_VARS"))),
        FindPlugin = plugin => JobHooks.FindPlugin(world.Root, settings.Inherited.GetValueOrDefault("BUILDKITE_PLUGINS_PATH"), plugin),
    };

    /// <summary>Runs the build to its end, or until the token is cancelled; then its jobs are ended, and it can be resumed.</summary>
    /// <param name="world">What it needs of the world.</param>
    /// <param name="settings">How it is run.</param>
    /// <param name="held">The right to write in the build's state folder.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <returns>What came of it; nothing where an upload is one that Buildkite would refuse, with the reasons.</returns>
    /// <exception cref="BuildException">The state folder cannot be used.</exception>
    public static async Task<Diagnosed<RunResult>> RunAsync(
        RunDependencies world,
        RunSettings settings,
        StateLock held,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(held);
        var run = new PipelineRun(world, settings);
        var problems = await run.BeginAsync(cancellationToken);
        if (problems.Any(problem => problem.Severity == Severity.Error)) return Diagnosed.With<RunResult>(null, problems);
        return Diagnosed.With(await run.ToTheEndAsync(cancellationToken), problems);
    }

    /// <summary>What a run of the build would do, in the order in which it would, if every job passed and nothing was uploaded on the
    /// way.</summary>
    /// <param name="world">What it needs of the world; nothing is started, and nothing written.</param>
    /// <param name="settings">How the build would be run.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<Diagnosed<RunForecast>> ForecastAsync(
        RunDependencies world,
        RunSettings settings,
        CancellationToken cancellationToken
    )
    {
        var run = new PipelineRun(world, settings);
        var loaded = await run.LoadAsync(cancellationToken);
        if (loaded.IsRefused) return Diagnosed.With<RunForecast>(null, loaded.Problems);
        run.plan = loaded.Plan;
        run.schedule = loaded.Schedule;
        if (settings.Continues || settings.Scope.ReplaysSteps) run.Restore(await world.Build.Steps.AllAsync(cancellationToken));
        return Diagnosed.With(RunForecast.Of(settings.Scope.Apply(run.schedule), run.plan), loaded.Problems);
    }

    private async Task<ImmutableArray<Diagnostic>> BeginAsync(CancellationToken cancellationToken)
    {
        var inherited = settings.Inherited.ToImmutableDictionary(variable => variable.Key, variable => (string?)variable.Value);
        await new JobContainers(world.Build.StateFolder, world.Processes).SweepAsync(world.Root, inherited);
        var known = await KnownAsync(cancellationToken);
        await world.Build.Control.ForgetJobsAsync(cancellationToken);
        JobSecrets.Forget(world.Build.StateFolder);
        HookFile.Forget(world.Build.StateFolder);
        var loaded = await LoadAsync(cancellationToken);
        if (loaded.IsRefused) return loaded.Problems;
        (plan, schedule) = (loaded.Plan, loaded.Schedule);
        record = new RunRecord(world.Build, plan);
        foreach (var upload in plan.Uploads) await world.Build.Steps.ClaimKeysAsync(upload.Number, upload.Keys, cancellationToken);
        foreach (var told in loaded.Events) Show(told);
        Restore(known);
        schedule = settings.Scope.Apply(schedule);
        return loaded.Problems;
    }

    private async Task<LoadedBuild> LoadAsync(CancellationToken cancellationToken) =>
        await LoadedBuild.ReadAsync(
            await world.Build.Steps.UploadsAfterAsync(0, cancellationToken),
            world.Build,
            Planning,
            () => ChangesAsync(cancellationToken),
            cancellationToken
        );

    // What an earlier run has left, and this one builds on.
    private async Task<ImmutableArray<LocalStep>> KnownAsync(CancellationToken cancellationToken)
    {
        if (!settings.Continues && !settings.Scope.ReplaysSteps)
        {
            await world.Build.Steps.ForgetRunsAsync(cancellationToken);
            return [];
        }

        var again = settings.Scope.Again((await LoadAsync(cancellationToken)).Schedule);
        return await RunRecord.ReadAsync(world.Build, step => again?.Contains(step.Id) ?? !step.HasPassed, cancellationToken);
    }

    // A step that passed is not run again; of one that is not chosen stays what became of it.
    private void Restore(ImmutableArray<LocalStep> known)
    {
        var removed = known.Where(step => step.IsRemoved).Select(step => step.Id).ToHashSet();
        if (removed.Count > 0) schedule = schedule.Without(removed);
        var again = settings.Scope.Again(schedule);
        var there = schedule.Steps.Select(step => step.Id).ToHashSet();
        var ends = new Dictionary<StepId, StepEnd>();
        foreach (var step in known.Where(step => there.Contains(step.Id)))
        {
            plan.Restore(step);
            if (step.End is not { } end || plan[step.Id].Plan.Kind is StepKind.Wait) continue;
            if (again?.Contains(step.Id) is { } isChosen ? !isChosen && end != StepEnd.LeftOut : step.HasPassed) ends[step.Id] = end;
        }

        schedule = schedule.Restore(ends);
    }

    // Uploads from within running jobs.
    private async Task TakeAsync(LocalUpload upload, CancellationToken cancellationToken)
    {
        var changed = ChangedSteps.MayAsk(upload.Yaml) ? await ChangesAsync(cancellationToken) : null;
        var planned = plan.Add(upload, Planning with { ChangedFiles = changed is { IsKnown: true } known ? known.Paths : null });

        // The stand-in has refused what Buildkite would refuse; an upload that came another way and is wrong fails the run.
        if (planned.Diagnostics.FirstOrDefault(problem => problem.Severity == Severity.Error) is { } wrong)
            throw new BuildException($"upload '{upload.Name}' cannot be run: {wrong}");
        if (planned.Value is not { } steps) return;
        StepId? uploader = upload.Job is { } job ? await world.Build.Jobs.StepOfAsync(job, cancellationToken) : null;
        if (upload.Replaces) await DropUnstartedAsync(cancellationToken);
        schedule = settings.Scope.Apply(schedule.Insert(steps.For(uploader)));
        await world.Build.Steps.ClaimKeysAsync(steps.Number, steps.Keys, cancellationToken);
        foreach (var told in UploadEvents.Of(Elapsed, upload.Name, steps, uploader is { } by ? plan[by] : null, changed)) Show(told);
    }

    private async Task DropUnstartedAsync(CancellationToken cancellationToken)
    {
        await NoteAsync();
        var before = schedule.Steps;
        schedule = schedule.DropUnstarted();
        var gone = before.Select(step => step.Id).Except(schedule.Steps.Select(step => step.Id)).ToList();
        plan.Forget(gone);
        await world.Build.Steps.RemoveAsync(gone, cancellationToken);
        Show(new StepsRemoved(Elapsed, [.. gone]));
    }

    private async Task<ChangedFiles> ChangesAsync(CancellationToken cancellationToken) =>
        changes ??= await new DiffBase(world.Processes, world.Root).ChangesAsync(
            DiffBase.Usual(settings.BuildVariables),
            cancellationToken
        );

    private async Task<RunResult> ToTheEndAsync(CancellationToken cancellationToken)
    {
        var agent = StandInScript.Write(world.Build.StateFolder, world.StandIn);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Show(new BuildPlanned(Elapsed, [.. schedule.Steps.Select(step => plan[step.Id])]));
        await NoteAsync();
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                await AnswerAsync(onlyGiven: true, cancellationToken);
                StartJobs(agent, ending.Token);
                foreach (var job in settings.KeepsGoing ? [] : schedule.ToCancel.ToList()) await running[job].Cancelling.CancelAsync();
                if (running.Count > 0) await WaitAsync(cancellationToken);
                else if (!await AnswerAsync(onlyGiven: false, cancellationToken)) break;
                await NoteAsync();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Said by the verdict.
        }
        finally
        {
            // Whatever ended the run, no job is left behind.
            await ending.CancelAsync();
            await Task.WhenAll(running.Values.Select(job => job.EndedSomehowAsync()));
            foreach (var job in running.Values) job.Dispose();
        }

        return Result(running.Count > 0 || !schedule.Runnable.IsEmpty);
    }

    private void StartJobs(string agent, CancellationToken cancellationToken)
    {
        foreach (var id in schedule.Runnable)
        {
            if (running.Count >= settings.JobsAtOnce) return;
            schedule = schedule.Start(id);
            var step = plan[id.Step];
            var job = step.Jobs[id.Number];
            var number = schedule.Progress(id.Step).Jobs[id.Number].Tries;
            var log = JobLog.PathOf(id, number, job.Label);
            var started = new LocalTry(Guid.NewGuid().ToString(), id, number, plan.UuidOf(id.Step), log);
            var context = new RunContext(
                agent,
                settings.Inherited.GetValueOrDefault("PATH", ""),
                settings.Inherited.GetValueOrDefault("TERM", ""),
                settings.Inherited.GetValueOrDefault("HOME", "/root"),
                settings.BuildVariables,
                plan.Variables
            );
            Show(new JobStarted(Elapsed, step, job, id, number, log));
            var cancelling = new CancellationTokenSource();
            running[id] = new RunningJob(
                Task.Run(
                    () =>
                        jobs.RunAsync(
                            step,
                            started,
                            context,
                            line => Show(new JobWrote(Elapsed, job, id, line)),
                            cancelling.Token,
                            cancellationToken
                        ),
                    CancellationToken.None
                ),
                cancelling,
                started.Id);
        }
    }

    // Waits until a job ends, or it is time to look for uploads from within running ones.
    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAny(
            running.Values.Select(job => (Task)job.Ended).Append(Task.Delay(settings.UploadPoll, world.Time, cancellationToken))
        );
        cancellationToken.ThrowIfCancellationRequested();

        // What a job uploaded is in the build before the job's end is: dependents of the job wait for that, too. So is what it cancelled.
        var ended = running.Where(pair => pair.Value.Ended.IsCompleted).ToList();
        await CancelAskedAsync(cancellationToken);
        foreach (var upload in await world.Build.Steps.UploadsAfterAsync(plan.LastUpload, cancellationToken))
            await TakeAsync(upload, cancellationToken);
        foreach (var promised in await world.Build.Control.TakePromisesAsync(cancellationToken))
        {
            if (running.FirstOrDefault(pair => pair.Value.Id == promised) is { Value: not null } job) schedule = schedule.Promise(job.Key);
        }

        if (isCancelled) await CancelAsync(_ => true);
        foreach (var (id, job) in ended)
        {
            var (end, span) = await job.Ended;
            job.Dispose();
            running.Remove(id);
            schedule = schedule.End(id, end);
            Show(new JobEnded(Elapsed, plan[id.Step].Jobs[id.Number], id, end, span, schedule.Progress(id.Step).Jobs[id.Number].End));
        }
    }

    // What a job asks for with 'step cancel' and 'build cancel'.
    private async Task CancelAskedAsync(CancellationToken cancellationToken)
    {
        foreach (var named in await world.Build.Control.TakeCancellationsAsync(cancellationToken))
        {
            isCancelled |= named is null;
            await CancelAsync(step => named is null || plan.UuidOf(step.Id) == named);
        }
    }

    private async Task CancelAsync(Func<PlannedStep, bool> isMeant)
    {
        foreach (var step in schedule.Steps.Where(isMeant).ToList())
        {
            schedule = schedule.Cancel(step.Id);
            foreach (var (_, job) in running.Where(pair => pair.Key.Step == step.Id)) await job.Cancelling.CancelAsync();
        }
    }

    /// <summary>Answers the first block or input step that can be answered; false: none can.</summary>
    private async Task<bool> AnswerAsync(bool onlyGiven, CancellationToken cancellationToken)
    {
        foreach (var step in schedule.Blocked.Where(step => !asked.Contains(step.Id)).ToList())
        {
            var answer = onlyGiven
                ? world.Questions.Given(plan[step.Id])
                : await world.Questions.AskAsync(plan[step.Id], cancellationToken);
            if (answer.Values is { } values)
            {
                foreach (var (key, value) in values) await world.Build.AnswerAsync(key, value, cancellationToken);
                schedule = schedule.Unblock(step.Id);
                return true;
            }

            if (onlyGiven) continue;
            asked.Add(step.Id);
            Show(new StepBlocked(Elapsed, plan[step.Id], answer.Missing));
        }

        return false;
    }

    private async Task NoteAsync()
    {
        foreach (var (step, end, reason) in await record.WriteAsync(schedule, CancellationToken.None))
            Show(new StepEnded(Elapsed, plan[step.Id], end, reason));
    }

    private RunResult Result(bool isInterrupted)
    {
        var stuck = isInterrupted ? [] : schedule.Stuck.ToList();
        foreach (var (step, why) in stuck) Show(new StepStuck(Elapsed, plan[step.Id], why));
        var blocked = schedule.Blocked.ToList();
        var verdict = isInterrupted ? RunVerdict.Interrupted
            : isCancelled ? RunVerdict.Cancelled
            : schedule.IsFailing || stuck.Count > 0 || blocked.Exists(step => plan[step.Id].BlockedState == "failed") ? RunVerdict.Failed
            : blocked.Exists(step => plan[step.Id].BlockedState != "passed") ? RunVerdict.Blocked
            : RunVerdict.Passed;
        return new RunResult(
            verdict,
            [.. schedule.Steps.Select(step => new FinishedStep(plan[step.Id], schedule.Progress(step.Id).End, Reason(step)))],
            Elapsed);

        string? Reason(PlannedStep step) => stuck.Find(other => other.Step.Id == step.Id).Why ?? schedule.Progress(step.Id).Reason;
    }

    private void Show(RunEvent happened)
    {
        lock (showing) world.View.Show(happened);
    }
}

/// <summary>A job that runs.</summary>
/// <param name="Ended">Completes when it has ended.</param>
/// <param name="Cancelling">Ends it.</param>
/// <param name="Id">Its try's id.</param>
internal sealed record RunningJob(Task<(JobEnd End, TimeSpan Span)> Ended, CancellationTokenSource Cancelling, string Id) : IDisposable
{
    /// <summary>Completes when it has ended, by whatever way.</summary>
    public Task EndedSomehowAsync() =>
        Ended.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

    public void Dispose() => Cancelling.Dispose();
}
