using System.Collections.Immutable;
using BuildkiteCi.LocalBuilds.Running;
using BuildkiteCi.LocalBuilds.Store;
using BuildkiteCi.Machine;
using BuildkiteCi.Pipelines.Builds;

namespace BuildkiteCi.LocalBuilds.Agent;

/// <summary>
/// Takes the place of <c>buildkite-agent</c> while a build is run on this machine, with version 4's exit statuses. Results go to standard
/// output, everything else to standard error.
/// </summary>
public static class AgentStandIn
{
    /// <summary>The word by which a program that serves calls is started; the agent's own words follow it.</summary>
    public const string Word = "buildkite-agent";

    private const int UnknownSubCommand = 3;

    internal static ImmutableArray<AgentCommand> Commands =>
        [
            .. MetaDataCalls.All,
            .. PipelineCalls.All,
            .. ArtifactCalls.All,
            .. AnnotationCalls.All,
            .. StepCalls.All,
            .. CancelCalls.All,
            .. EnvironmentCalls.All,
            .. LockCalls.All,
            .. SecretCalls.All,
            .. RefusedCalls.All,
        ];

    /// <summary>Serves a call of this process: its environment, folder and streams.</summary>
    /// <param name="words">The command line behind <c>buildkite-agent</c>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public static async Task<int> RunAsync(ImmutableArray<string> words, CancellationToken cancellationToken)
    {
        var environment = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (System.Collections.DictionaryEntry variable in System.Environment.GetEnvironmentVariables())
            environment[(string)variable.Key] = (string?)variable.Value ?? "";
        if (environment.GetValueOrDefault(StandInScript.StateVariable) is not { Length: > 0 } state)
        {
            await Console.Error.WriteLineAsync(
                $"buildkite-agent: fatal: {StandInScript.StateVariable} is not set: this stand-in serves the jobs of a build that "
                    + "RunPipeline runs"
            );
            return 1;
        }

        var folder = Directory.GetCurrentDirectory();
        var build = new LocalBuild(
            state,
            new DiskFileTree(environment.GetValueOrDefault("BUILDKITE_BUILD_CHECKOUT_PATH") is { Length: > 0 } root ? root : folder),
            TimeProvider.System
        )
        {
            Job = environment.GetValueOrDefault("BUILDKITE_JOB_ID") is { Length: > 0 } job ? job : null,
        };
        await using var output = new StreamWriter(Console.OpenStandardOutput()) { NewLine = "\n" };
        using var input = new StreamReader(Console.OpenStandardInput());
        return await RunAsync(
            new AgentCall(words, build, environment.ToImmutable(), folder)
            {
                Processes = new ProcessRunner(folder, TimeProvider.System),
                Input = environment.ContainsKey(StandInScript.DeviceVariable) ? null : input,
                Output = output,
                Log = Console.Error,
            },
            cancellationToken);
    }

    /// <summary>Serves a call.</summary>
    public static async Task<int> RunAsync(AgentCall call, CancellationToken cancellationToken)
    {
        try
        {
            if (call.Words is ["--version" or "-v" or "version", ..])
            {
                await call.Output.WriteLineAsync("buildkite-agent version 4.0.0, a stand-in for local builds");
                return 0;
            }

            if (
                call.Words.IsEmpty
                || call.Words is ["--help" or "-h" or "help", ..]
                || call.Words.Skip(1).TakeWhile(word => word != "--").Any(word => word is "--help" or "-h")
            )
                return await HelpAsync(call);
            var (command, others) = Find(call.Words);
            if (command.IsRefused) return await command.Run(call, AgentArguments.None, cancellationToken);
            return await command.Run(
                call,
                AgentArguments.Parse(others.AsSpan(), [.. command.Flags, .. AgentCommand.OfAll], call.Environment),
                cancellationToken
            );
        }
        catch (AgentFailure failure)
        {
            if (failure.Message.Length > 0) await call.Log.WriteLineAsync($"buildkite-agent: fatal: {failure.Message}");
            return failure.ExitStatus;
        }
        catch (Exception failure) when (failure is BuildException or IOException or UnauthorizedAccessException)
        {
            await call.Log.WriteLineAsync($"buildkite-agent: fatal: {failure.Message}");
            return 1;
        }
    }

    private static (AgentCommand Command, ImmutableArray<string> Others) Find(ImmutableArray<string> words)
    {
        var commands = Commands;
        for (var length = Math.Min(2, words.Length); length > 0; length--)
        {
            if (commands.FirstOrDefault(command => command.Name == string.Join(' ', words.Take(length))) is { } found)
                return (found, words[length..]);
        }

        var names = commands.Select(command => command.Name).ToList();
        var isGroup = names.Exists(name => name.StartsWith(words[0] + " ", StringComparison.Ordinal));
        var asked = isGroup ? string.Join(' ', words.Take(2)) : words[0];
        var served = commands.Where(command => !command.IsRefused).Select(command => command.Name);
        throw new AgentFailure(
            $"'{asked}' is not served by a local build; "
                + Spelling.Suggest(string.Join(' ', words.Take(2)), names, $"it serves {string.Join(", ", served)}")
        )
        {
            ExitStatus = isGroup && words.Length > 1 ? UnknownSubCommand : 1,
        };
    }

    private static async Task<int> HelpAsync(AgentCall call)
    {
        await call.Output.WriteLineAsync("buildkite-agent, standing in for Buildkite's agent in a local build. It serves:");
        foreach (var command in Commands.Where(command => !command.IsRefused))
            await call.Output.WriteLineAsync($"  {command.Name} {string.Join(' ', command.Flags.Select(flag => $"[--{flag.Name}]"))}");
        return 0;
    }
}
