using BuildkiteCi.LocalBuilds.Running.Planning;
using BuildkiteCi.LocalBuilds.Running.Scheduling;
using BuildkiteCi.LocalBuilds.Store;

namespace BuildkiteCi.LocalBuilds.Running;

/// <summary>Runs one try of a job: command, log, artifacts.</summary>
/// <param name="world">What it needs of the world.</param>
/// <param name="settings">How jobs are run.</param>
internal sealed class JobRunner(RunDependencies world, RunSettings settings)
{
    // The command's standard input is a device, as an agent's job has it: programs look whether something was handed to them.
    private const string Start = "exec bash -e -c \"$1\" </dev/null";

    /// <summary>Runs the try to its end.</summary>
    /// <param name="step">The step.</param>
    /// <param name="started">The try.</param>
    /// <param name="context">What all jobs share.</param>
    /// <param name="onLine">Gets each line of its output.</param>
    /// <param name="cancelling">Ends this job alone.</param>
    /// <param name="stopping">Ends the run.</param>
    /// <exception cref="OperationCanceledException">The run was ended; the job is gone, and written down as interrupted.</exception>
    public async Task<(JobEnd End, TimeSpan Span)> RunAsync(
        RunStep step, LocalTry started, RunContext context, Action<OutputLine> onLine, CancellationToken cancelling, CancellationToken stopping)
    {
        var job = step.Jobs[started.Job.Number];
        var logPath = JobLog.PathOf(started, job.Label);
        var begun = world.Time.GetTimestamp();
        await world.Build.Steps.StartAsync(new LocalJob(started.Id, started.Job, started.Try, logPath), CancellationToken.None);
        using var log = JobLog.Open(world.Build.StateFolder, logPath);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancelling, stopping);
        var command = CommandLine.Of("bash", "-c", Start, "bash", job.Command) with
        {
            Folder = world.Root,
            Environment = JobVariables.Of(step, job, started, context),
            KeepsOutput = false,
            Timeout = step.Timeout,
            StopGrace = settings.StopGrace,
            SweepsLeftovers = true,
        };

        using var secrets = new JobSecrets(world.Build.StateFolder, started.Id, Variables(command));

        void Take(OutputLine line)
        {
            var masked = line with { Text = secrets.Of(line.Text) };
            log.Write(masked);
            onLine(masked);
        }

        foreach (var name in step.Secrets.Where(name => !settings.Inherited.ContainsKey(name) && !command.Environment.ContainsKey(name)))
            Take(new OutputLine($"secrets: {name} is not in the environment, and no cluster is here to give it; set it before the run", IsError: true));

        JobEnd end;
        try
        {
            var exit = await world.Processes.RunAsync(command, Take, ending.Token);
            if (exit.StartError is { } error) Take(new OutputLine(error, IsError: true));
            end = new JobEnd(exit.Status) { TimedOut = exit.TimedOut };
        }
        catch (OperationCanceledException)
        {
            await world.Build.Steps.EndAsync(started.Id, stopping.IsCancellationRequested ? "interrupted" : "canceled", 143, CancellationToken.None);
            if (stopping.IsCancellationRequested) throw;
            return (new JobEnd(143) { Cancelled = true }, world.Time.GetElapsedTime(begun));
        }

        await KeepArtifactsAsync(step, started, context, Take, stopping);
        await world.Build.Steps.EndAsync(started.Id, end.TimedOut ? "timed_out" : "finished", end.ExitStatus, CancellationToken.None);
        return (end, world.Time.GetElapsedTime(begun));
    }

    // As the job sees them: inherited, unless the command sets them or takes them away.
    private Dictionary<string, string> Variables(CommandLine command)
    {
        var variables = settings.Inherited.ToDictionary(StringComparer.Ordinal);
        foreach (var (name, value) in command.Environment)
        {
            if (value is null) variables.Remove(name);
            else variables[name] = value;
        }

        return variables;
    }

    private async Task KeepArtifactsAsync(RunStep step, LocalTry started, RunContext context, Action<OutputLine> say, CancellationToken cancellationToken)
    {
        foreach (var pattern in step.ArtifactPaths)
        {
            if (ArtifactGlob.Parse(pattern, context.Home) is not { } glob)
            {
                say(new OutputLine($"artifact_paths: '{pattern}' is no pattern: a bracket or brace is not closed", IsError: true));
                continue;
            }

            var files = glob.Files(world.Root).ToList();
            if (files.Count == 0) say(new OutputLine($"artifact_paths: nothing matches '{pattern}'", IsError: true));
            foreach (var file in files)
                await world.Build.Artifacts.KeepAsync(Path.Combine(world.Root, file), LocalArtifacts.StoredPath(file), started.Id, step.Plan.Key?.Text, cancellationToken);
        }
    }
}
