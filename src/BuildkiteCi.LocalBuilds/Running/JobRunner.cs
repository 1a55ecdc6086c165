using System.Collections.Immutable;
using BuildkiteCi.LocalBuilds.Running.Planning;
using BuildkiteCi.LocalBuilds.Running.Scheduling;
using BuildkiteCi.LocalBuilds.Store;

namespace BuildkiteCi.LocalBuilds.Running;

/// <summary>Runs one try of a job: command, log, artifacts.</summary>
/// <param name="world">What it needs of the world.</param>
/// <param name="settings">How jobs are run.</param>
internal sealed class JobRunner(RunDependencies world, RunSettings settings)
{
    /// <summary>The variable by which every process of a job is found.</summary>
    public const string IdVariable = "BUILDKITE_JOB_ID";

    // What the agent gives a job that could not be set up.
    private const int NotStarted = -1;

    private static readonly TimeSpan LongestAnswer = TimeSpan.FromMinutes(1);

    private static readonly ImmutableArray<string> Shell = ["-e", "-c"];

    /// <summary>Runs the try to its end.</summary>
    /// <param name="step">The step.</param>
    /// <param name="started">The try.</param>
    /// <param name="context">What all jobs share.</param>
    /// <param name="onLine">Gets each line of its output.</param>
    /// <param name="cancelling">Ends this job alone.</param>
    /// <param name="stopping">Ends the run.</param>
    /// <exception cref="OperationCanceledException">The run was ended; the job is gone, and written down as interrupted.</exception>
    public async Task<(JobEnd End, TimeSpan Span)> RunAsync(
        RunStep step,
        LocalTry started,
        RunContext context,
        Action<OutputLine> onLine,
        CancellationToken cancelling,
        CancellationToken stopping
    )
    {
        var job = step.Jobs[started.Job.Number];
        var begun = world.Time.GetTimestamp();
        await world.Build.Jobs.StartAsync(started, CancellationToken.None);
        using var log = JobLog.Open(world.Build.StateFolder, started.Log);
        var given = step.Secrets.Select(secret => (Secret: secret, Value: ValueOf(secret.Key))).ToList();
        var values = given
            .Where(secret => secret.Value is not null)
            .Select(secret => KeyValuePair.Create(secret.Secret.Variable, secret.Value!))
            .ToList();
        var variables = JobVariables.Of(step, job, started, context, values);
        var container = await EngineAnswersAsync(job, variables) ? job.Container : null;
        var program = container?.Run(job.Command, world.Root, started.Id, variables)
            ?? CommandLine.Of("bash", [.. Shell, Executed(job.Command)]) with { Environment = variables };
        var command = program with
        {
            Folder = world.Root,
            Environment = InheritedWith(program.Environment),
            KeepsOutput = false,
            OnTerminal = true,
            Timeout = step.Timeout,
            StopGrace = settings.StopGrace,
            SweepsLeftovers = true,
        };

        using var secrets = new JobSecrets(world.Build.StateFolder, started.Id, Variables(command), values.Select(secret => secret.Value));

        void Take(OutputLine line)
        {
            var masked = line with { Text = secrets.Of(line.Text) };
            log.Write(masked);
            onLine(masked);
        }

        if (container is null && job.Container is { } wanted)
            Take(
                new OutputLine(
                    $"{wanted.Source}: no container engine answers on this machine, so the command runs on the machine itself",
                    IsError: true
                )
            );
        var missing = given.Where(secret => secret.Value is null).Select(secret => secret.Secret.Key).ToList();
        foreach (var key in missing)
            Take(
                new OutputLine(
                    $"secrets: there is no secret '{key}': a local build has those of the environment that it was started with; set {key} "
                        + "there",
                    IsError: true
                )
            );
        if (container is null && job.Command.Length == 0 && !JobHooks.BringsCommand(world.Root, job))
        {
            // Bash would pass; the agent fails (facts about running a command).
            Take(new OutputLine("the step has no command", IsError: true));
            command = command with { Program = "false", Arguments = [] };
        }

        using var hooks = HookFile.Write(world.Build.StateFolder, world.Root, started, job);
        if (hooks is not null) command = command with { Program = "bash", Arguments = [hooks.Path, command.Program, .. command.Arguments] };

        var end =
            missing.Count > 0
                ? new JobEnd(NotStarted) { SignalReason = JobEnd.NotSetUp }
                : await RunAsync(command, container, started, begun, Take, cancelling, stopping);
        if (end.Cancelled) return (end, world.Time.GetElapsedTime(begun));
        if (missing.Count == 0) await KeepArtifactsAsync(step, started, context.Home, secrets, Take, stopping);
        var span = world.Time.GetElapsedTime(begun);
        await world.Build.Jobs.EndAsync(started.Id, end.TimedOut ? "timed_out" : "finished", end.ExitStatus, span, CancellationToken.None);
        if (end is { ExitStatus: 0, TimedOut: false }) await world.Build.Jobs.KeepSpanAsync(job.Label, span, CancellationToken.None);
        return (end, span);
    }

    // Without an engine the step's own command still runs, as that of any other plugin that is not run here; where the plugin brings the
    // command there is none.
    private async Task<bool> EngineAnswersAsync(RunJob job, ImmutableDictionary<string, string?> variables)
    {
        if (job.Container is null || job.Command.Length == 0) return true;
        var asked = CommandLine.Of("docker", ["version"]) with { Folder = world.Root, Timeout = LongestAnswer, Environment = variables };
        return (await world.Processes.RunAsync(asked, null, CancellationToken.None)) is { StartError: null, Status: 0, TimedOut: false };
    }

    private async Task<JobEnd> RunAsync(
        CommandLine command,
        ContainerPlugin? container,
        LocalTry started,
        long begun,
        Action<OutputLine> take,
        CancellationToken cancelling,
        CancellationToken stopping
    )
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancelling, stopping);
        var containers = new JobContainers(world.Build.StateFolder, world.Processes);
        var removal = container is null ? null : container.CleanUp(world.Root, started.Id) with { Environment = command.Environment };
        if (removal is not null) containers.Note(started.Id, removal);
        try
        {
            var exit = await world.Processes.RunAsync(command, take, ending.Token);
            if (exit.StartError is { } error) take(new OutputLine(error, IsError: true));
            return new JobEnd(exit is { TimedOut: true, Status: 0 } ? 1 : exit.Status)
            {
                TimedOut = exit.TimedOut,
                SignalReason = exit.StartError is null ? null : JobEnd.NotSetUp,
            };
        }
        catch (OperationCanceledException)
        {
            await world.Build.Jobs.EndAsync(
                started.Id,
                stopping.IsCancellationRequested ? "interrupted" : "canceled",
                143,
                world.Time.GetElapsedTime(begun),
                CancellationToken.None
            );
            if (stopping.IsCancellationRequested) throw;
            return new JobEnd(143) { Cancelled = true };
        }
        finally
        {
            // A client that is ended leaves its container running.
            if (removal is not null) await containers.RemoveAsync(started.Id, removal);
        }
    }

    // A command that is nothing but the path of a file in the repository: the agent makes that file executable and runs it. Here it stays as
    // it is, and the interpreter that its first line names is started in its place. Source: facts about running a command.
    private string Executed(string command)
    {
        var path = command.ReplaceLineEndings("");
        if (path.Length == 0 || path.Contains('\0') || !File.Exists(Path.Combine(world.Root, path))) return command;
        var script = ShellWord.Quote($"./{path}");
        var full = Path.Combine(world.Root, path);
        if (OperatingSystem.IsWindows() || (File.GetUnixFileMode(full) & UnixFileMode.UserExecute) != UnixFileMode.None) return script;
        var first = File.ReadLines(full).FirstOrDefault() ?? "";
        return first.StartsWith("#!", StringComparison.Ordinal) && first[2..].Trim() is { Length: > 0 } interpreter
            ? $"{interpreter} {script}"
            : $"bash {script}";
    }

    // The files that the step names in 'artifact_paths', whether its command passed or failed; secrets are masked in their names.
    private async Task KeepArtifactsAsync(
        RunStep step,
        LocalTry started,
        string home,
        JobSecrets secrets,
        Action<OutputLine> take,
        CancellationToken cancellationToken
    )
    {
        foreach (var pattern in step.ArtifactPaths)
        {
            if (ArtifactGlob.Parse(pattern, home) is not { } glob)
            {
                take(new OutputLine($"artifact_paths: '{pattern}' is no pattern: a bracket or brace is not closed", IsError: true));
                continue;
            }

            var files = glob.Files(world.Root).ToList();
            if (files.Count == 0) take(new OutputLine($"artifact_paths: nothing matches '{pattern}'", IsError: true));
            foreach (var file in files)
                await world.Build.Artifacts.KeepAsync(
                    Path.Combine(world.Root, file),
                    secrets.Of(LocalArtifacts.StoredPath(file)),
                    started.Id,
                    step.Plan.Key,
                    cancellationToken
                );
        }
    }

    // Buildkite's secrets are named without regard to letter case.
    private string? ValueOf(string key) =>
        settings.Inherited.GetValueOrDefault(key)
        ?? settings.Inherited.FirstOrDefault(variable => variable.Key.Equals(key, StringComparison.OrdinalIgnoreCase)).Value;

    // What the run hands on may differ from what this process has itself.
    private ImmutableDictionary<string, string?> InheritedWith(ImmutableDictionary<string, string?> variables) =>
        settings
            .Inherited.Select(variable => KeyValuePair.Create(variable.Key, (string?)variable.Value))
            .ToImmutableDictionary(StringComparer.Ordinal)
            .SetItems(variables);

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
}
