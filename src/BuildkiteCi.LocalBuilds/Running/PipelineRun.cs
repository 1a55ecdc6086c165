using System.Collections.Immutable;
using BuildkiteCi.LocalBuilds.Running.Planning;
using BuildkiteCi.LocalBuilds.Running.Scheduling;
using BuildkiteCi.LocalBuilds.Store;
using BuildkiteCi.Pipelines.Builds;

namespace BuildkiteCi.LocalBuilds.Running;

/// <summary>Runs the uploads that a local build holds, as Buildkite would: jobs are processes, several at a time, in the repository.</summary>
public sealed class PipelineRun
{
    private readonly RunDependencies world;
    private readonly RunSettings settings;
    private readonly RunPlan plan = new();
    private readonly JobRunner jobs;
    private readonly RunRecord record;
    private readonly Lock showing = new();
    private readonly long begun;
    private readonly Dictionary<JobId, RunningJob> running = [];
    private readonly HashSet<StepId> asked = [];
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

    private PlanningContext Planning => new(settings.BuildVariables, settings.Filter);

    /// <summary>Runs the build to its end, or until the token is cancelled; then its jobs are ended, and it can be taken up again.</summary>
    /// <returns>What came of it; nothing where an upload is one that Buildkite would refuse, with the reasons.</returns>
    /// <exception cref="BuildException">The state folder cannot be used, or another run uses it.</exception>
    public static async Task<Diagnosed<RunResult>> RunAsync(RunDependencies world, RunSettings settings, CancellationToken cancellationToken)
    {
        using var only = RunLock.Take(world.Build.StateFolder);
        var run = new PipelineRun(world, settings);
        var problems = await run.BeginAsync(cancellationToken);
        if (problems.Any(problem => problem.Severity == Severity.Error)) return Diagnosed.With<RunResult>(null, problems);
        return Diagnosed.With(await run.ToTheEndAsync(cancellationToken), problems);
    }

    private async Task<ImmutableArray<Diagnostic>> BeginAsync(CancellationToken cancellationToken)
    {
        var known = settings.Continues ? await record.ReadAsync(cancellationToken) : [];
        if (!settings.Continues) await world.Build.Steps.ForgetRunsAsync(cancellationToken);
        await world.Build.Control.ForgetJobsAsync(cancellationToken);
        JobSecrets.Forget(world.Build.StateFolder);
        var problems = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach (var upload in await world.Build.Steps.UploadsAfterAsync(0, cancellationToken)) problems.AddRange(await TakeAsync(upload, cancellationToken));
        foreach (var step in known.Where(step => schedule.Steps.Any(other => other.Id == step.Id)))
        {
            plan.Restore(step);
            if (step.End is StepEnd.Passed or StepEnd.SoftFailed && plan[step.Id].Plan.Kind is not StepKind.Wait) schedule = schedule.Restore(step.Id, step.End.Value);
        }

        return problems.ToImmutable();
    }

    private async Task<ImmutableArray<Diagnostic>> TakeAsync(LocalUpload upload, CancellationToken cancellationToken)
    {
        var changed = ChangedSteps.MayAsk(upload.Yaml) ? await ChangesAsync(cancellationToken) : null;
        var planned = plan.Add(upload, Planning with { ChangedFiles = changed is { IsKnown: true } known ? known.Paths : null });
        if (planned.HasErrors || planned.Value is not { } steps) return planned.Diagnostics;
        StepId? uploader = upload.Job is { } job ? await world.Build.Steps.StepOfAsync(job, cancellationToken) : null;
        if (upload.Replaces)
        {
            var before = schedule.Steps;
            schedule = schedule.DropUnstarted();
            plan.Forget(before.Select(step => step.Id).Except(schedule.Steps.Select(step => step.Id)));
        }

        schedule = schedule.Insert(steps.For(uploader));
        await world.Build.Steps.ClaimKeysAsync(steps.Number, steps.Keys, cancellationToken);
        foreach (var told in UploadEvents.Of(Elapsed, upload.Name, steps, uploader is { } by ? plan[by] : null, changed)) Show(told);
        return planned.Diagnostics;
    }

    private async Task<ChangedFiles> ChangesAsync(CancellationToken cancellationToken) =>
        changes ??= await new DiffBase(world.Processes, world.Root).ChangesAsync(DiffBase.Usual(settings.BuildVariables), cancellationToken);

    private async Task<RunResult> ToTheEndAsync(CancellationToken cancellationToken)
    {
        var agent = StandInScript.Write(world.Build.StateFolder, world.StandIn);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await NoteAsync();
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                StartJobs(agent, ending.Token);
                foreach (var job in settings.KeepsGoing ? [] : schedule.ToCancel.ToList()) await running[job].Cancelling.CancelAsync();
                if (running.Count > 0) await WaitAsync(cancellationToken);
                else if (!await AnswerAsync(cancellationToken)) break;
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
            var started = new LocalTry(Guid.NewGuid().ToString(), id, schedule.Progress(id.Step).Jobs[id.Number].Tries, plan.UuidOf(id.Step));
            var context = new RunContext(agent, settings.Inherited.GetValueOrDefault("PATH", ""), settings.Inherited.GetValueOrDefault("HOME", "/root"), settings.BuildVariables, plan.Variables);
            Show(new JobStarted(Elapsed, step, job, id, started.Try));
            var cancelling = new CancellationTokenSource();
            running[id] = new RunningJob(
                Task.Run(() => jobs.RunAsync(step, started, context, line => Show(new JobWrote(Elapsed, job, id, line)), cancelling.Token, cancellationToken), CancellationToken.None),
                cancelling);
        }
    }

    // Waits until a job ends, or it is time to look for uploads from within running ones.
    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAny(running.Values.Select(job => (Task)job.Ended).Append(Task.Delay(settings.UploadPoll, world.Time, cancellationToken)));
        cancellationToken.ThrowIfCancellationRequested();

        // What a job uploaded is in the build before the job's end is: whoever waits for the job waits for that, too. So is what it cancelled.
        var ended = running.Where(pair => pair.Value.Ended.IsCompleted).ToList();
        await CancelAskedAsync(cancellationToken);
        foreach (var upload in await world.Build.Steps.UploadsAfterAsync(plan.LastUpload, cancellationToken))
        {
            // The stand-in has refused what Buildkite would refuse; an upload that came another way and is wrong fails the run.
            var problems = await TakeAsync(upload, cancellationToken);
            if (problems.FirstOrDefault(problem => problem.Severity == Severity.Error) is { } problem) throw new BuildException($"upload '{upload.Name}' cannot be run: {problem}");
        }

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
            foreach (var step in schedule.Steps.Where(step => named is null || plan.UuidOf(step.Id) == named).ToList())
            {
                schedule = schedule.Cancel(step.Id);
                foreach (var (_, job) in running.Where(pair => pair.Key.Step == step.Id)) await job.Cancelling.CancelAsync();
            }
        }
    }

    /// <summary>Answers the first block or input step that can be answered; false: nothing can go on.</summary>
    private async Task<bool> AnswerAsync(CancellationToken cancellationToken)
    {
        foreach (var step in schedule.Blocked.ToList())
        {
            if (asked.Contains(step.Id)) continue;
            var answer = await world.Questions.AskAsync(plan[step.Id], cancellationToken);
            if (answer.Values is not { } values)
            {
                asked.Add(step.Id);
                Show(new StepBlocked(Elapsed, plan[step.Id], answer.Missing));
                continue;
            }

            foreach (var (key, value) in values) await world.Build.SetMetaDataAsync(key, value, cancellationToken);
            schedule = schedule.Unblock(step.Id);
            return true;
        }

        return false;
    }

    private async Task NoteAsync()
    {
        foreach (var (step, end, reason) in await record.WriteAsync(schedule, CancellationToken.None)) Show(new StepEnded(Elapsed, plan[step.Id], end, reason));
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
