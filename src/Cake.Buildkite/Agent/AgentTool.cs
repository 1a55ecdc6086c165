using System.Collections.Immutable;
using System.ComponentModel;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Tooling;

namespace Cake.Buildkite;

/// <summary>Runs calls of the agent: finds the program as every Cake tool does, waits, judges how it ended, tries again where that is
/// safe.</summary>
internal sealed class AgentTool(
    IFileSystem fileSystem, ICakeEnvironment environment, IToolLocator tools, ICakeLog log,
    IProcessRunner processes, TimeProvider time, Func<double> chance)
    : Tool<BuildkiteAgentSettings>(fileSystem, environment, processes, tools)
{
    private readonly AgentVersions versions = new();

    public AgentTool(IFileSystem fileSystem, ICakeEnvironment environment, IToolLocator tools, ICakeLog log)
        : this(fileSystem, environment, tools, log, new AgentProcesses(), TimeProvider.System, Random.Shared.NextDouble)
    {
    }

    public IFileSystem FileSystem { get; } = fileSystem;

    public ICakeEnvironment Environment { get; } = environment;

    public ICakeLog Log { get; } = log;

    /// <exception cref="BuildkiteAgentException">The call failed for good.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the process tree is gone.</exception>
    public async Task<AgentExit> RunAsync(AgentCall call, CancellationToken cancellationToken)
    {
        var settings = call.Settings;
        var arguments = call.ArgumentsFor(settings.DependsOnVersion ? await VersionAsync(settings, cancellationToken) : null);
        RequireAge(settings, arguments);
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await RunOnceAsync(call, arguments, cancellationToken);
            }
            catch (BuildkiteAgentException failure)
                when (tries < settings.Retry.Tries
                    && (settings.Repeatable ?? call.Repeatable)
                    && AgentFailure.MayPass(failure.Fault, failure.ExitStatus)
                )
            {
                var delay = settings.Retry.DelayAfter(tries, chance());
                Log.Warning(
                    "{0}",
                    $"{failure.Message}; trying again in {delay.TotalSeconds:0.0} s ({tries} of {settings.Retry.Tries} tries failed)"
                );
                await Task.Delay(delay, time, cancellationToken);
            }
        }
    }

    /// <summary>The agent's version: what the settings say, else what the program reports, asked once.</summary>
    /// <exception cref="BuildkiteAgentException">The program cannot be asked, or its answer holds no version.</exception>
    public async Task<BuildkiteAgentVersion> VersionAsync(BuildkiteAgentSettings settings, CancellationToken cancellationToken) =>
        settings.AgentVersion ?? await versions.OfAsync(settings, asked => RunAsync(asked, cancellationToken));

    /// <summary>Like <see cref="VersionAsync"/>; null where it is unknown.</summary>
    public async Task<BuildkiteAgentVersion?> FindVersionAsync(BuildkiteAgentSettings settings, CancellationToken cancellationToken)
    {
        try
        {
            return await VersionAsync(settings, cancellationToken);
        }
        catch (BuildkiteAgentException failure)
        {
            Log.Verbose("{0}", failure.Message);
            return null;
        }
    }

    protected override string GetToolName() => "Buildkite agent";

    protected override IEnumerable<string> GetToolExecutableNames() => ["buildkite-agent", "buildkite-agent.exe"];

    /// <summary>In a job the agent tells where its own program is, which need not be on the <c>PATH</c>.</summary>
    protected override IEnumerable<FilePath> GetAlternativeToolPaths(BuildkiteAgentSettings settings) =>
        Environment.GetEnvironmentVariable("BUILDKITE_BIN_PATH") is { Length: > 0 } folder
            ? GetToolExecutableNames().Select(name => new DirectoryPath(folder).CombineWithFilePath(name))
            : [];

    protected override IDictionary<string, string> GetEnvironmentVariables(BuildkiteAgentSettings settings)
    {
        var variables = new Dictionary<string, string>(settings.EnvironmentVariables ?? new Dictionary<string, string>());
        foreach (var (name, value) in settings.SecretVariables)
            variables[name] = value;

        return variables;
    }

    /// <summary>Refuses what the agent is too old for, where its version is known by now.</summary>
    private void RequireAge(BuildkiteAgentSettings settings, ImmutableArray<string> arguments)
    {
        if (
            (settings.AgentVersion ?? versions.Known(settings)) is not { } version
            || AgentAges.YoungestOf(settings.Command, arguments) is not { } age
        )
            return;
        Limits.Require(
            version.IsAtLeast(age.Since.Major, age.Since.Minor, age.Since.Patch), settings.Command,
            $"{age.Subject(settings.Command)} needs agent {age.Since} or newer, this one is {version}",
            "update the agent, or leave it out"
        );
    }

    private async Task<AgentExit> RunOnceAsync(AgentCall call, ImmutableArray<string> arguments, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var settings = call.Settings;
        var start = new ProcessSettings { StandardInput = call.Input ?? "" };
        using var process = Start(call, arguments, start);
        settings.PostAction?.Invoke(process);

        var patience =
            settings.ToolTimeout ?? (start.Timeout is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : settings.Patience);
        using var timeout = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        AgentExit exit;
        try
        {
            exit = await process.ExitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failure(
                call,
                arguments,
                BuildkiteAgentFault.TimedOut,
                null,
                $"not done within {patience}, ended with all that it had started"
            );
        }

        foreach (var line in exit.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            Log.Verbose("{0}", call.Masked(line.TrimEnd('\r')));
        if (call.Answers.Contains(exit.Status) || settings.HandleExitCode?.Invoke(exit.Status) == true)
            return exit;

        var message = AgentFailure.MessageOf(exit.Error, exit.Output);
        throw Failure(call, arguments, AgentFailure.FaultOf(exit.Status, message), exit.Status, message);
    }

    private IAgentProcess Start(AgentCall call, ImmutableArray<string> arguments, ProcessSettings start)
    {
        var builder = new ProcessArgumentBuilder();
        foreach (var argument in arguments)
            builder.Append(new AgentArgument(argument, call.Shown(argument)));

        try
        {
            Log.Verbose("buildkite-agent {0}", call.ShownWith(arguments));
            return (IAgentProcess)RunProcess(call.Settings, builder, start);
        }
        catch (Exception exception) when (exception is (CakeException or Win32Exception) and not BuildkiteAgentException)
        {
            throw Failure(call, arguments, BuildkiteAgentFault.NotStarted, null, exception.Message, exception);
        }
    }

    private static BuildkiteAgentException Failure(
        AgentCall call,
        ImmutableArray<string> arguments,
        BuildkiteAgentFault fault,
        int? status,
        string message,
        Exception? cause = null
    ) =>
        new(
            call.ShownWith(arguments),
            fault,
            status,
            call.Masked(message),
            AgentFailure.AdviceFor(fault, call.Settings.Command, arguments, message),
            cause
        );
}
