using System.Collections.Immutable;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Core;
using BuildkiteCi.Pipelines.Interpolation;

namespace BuildkiteCi.Testing;

/// <summary>What happens around a stage's container: commands before and after, questions to its image, caches.</summary>
/// <param name="processes">Starts programs.</param>
/// <param name="plan">The container.</param>
internal sealed class ContainerSurroundings(IProcessRunner processes, ContainerPlan plan)
{
    private const string Folder = "CACHE_FOLDER";

    private static readonly TimeSpan LongestQuestion = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestTransfer = TimeSpan.FromMinutes(60);

    private ImmutableDictionary<string, string> found = ImmutableDictionary.Create<string, string>(StringComparer.Ordinal);

    private ContainerSettings Settings => plan.Settings;

    /// <summary>The folders of the caches, as the engine's <c>--volume</c> takes them.</summary>
    public IEnumerable<string> Volumes(StageJob job) =>
        Settings.Caches.Select(cache =>
            $"{Expanded(cache.Folder, job)}:{Expanded(cache.Target.Length > 0 ? cache.Target : cache.Folder, job)}"
        );

    /// <summary>What the probes found, which the container gets too.</summary>
    public ImmutableDictionary<string, string> Probed => found;

    /// <summary>Cleans what a repository wants cleaned first.</summary>
    public Task BeforeAsync(StageJob job, StageLines lines, CancellationToken cancellationToken) =>
        RunAsync(Settings.Before, job, lines, cancellationToken);

    /// <summary>Cleans what a repository wants cleaned in the end, however the stage ended.</summary>
    public Task AfterAsync(StageJob job, StageLines lines) => RunAsync(Settings.After, job, lines, CancellationToken.None);

    /// <summary>Asks the image, and fills the caches.</summary>
    /// <returns>Null, or why the stage cannot run in this image.</returns>
    public async Task<StageJudgement?> AskImageAsync(StageJob job, StageLines lines, CancellationToken cancellationToken)
    {
        foreach (var (name, command) in Settings.Probes)
        {
            var exit = await AskAsync(command, job, cancellationToken);
            if (!exit.Succeeded)
                return new StageJudgement(StageVerdict.Infrastructure, $"'{name}' cannot be found out of {plan.Image}: {LastLine(exit)}");
            found = found.SetItem(name, exit.Output.Trim());
        }

        foreach (var check in Settings.Checks)
        {
            if (job.Environment.GetValueOrDefault(check.Variable) is not { Length: > 0 } wanted) continue;
            var exit = await AskAsync(check.Command, job, cancellationToken);
            if (!exit.Succeeded)
                return new StageJudgement(StageVerdict.Infrastructure, $"{check.Name} of {plan.Image} cannot be read: {LastLine(exit)}");
            if (exit.Output.Trim() != wanted)
                return new StageJudgement(
                    StageVerdict.Infrastructure,
                    $"{check.Name} of {plan.Image} is '{exit.Output.Trim()}', and {check.Variable} is '{wanted}': another build pushed its "
                        + "image under this name; build it again"
                );
        }

        foreach (var cache in Settings.Caches)
        {
            var folder = Expanded(cache.Folder, job);
            var made = await processes.RunAsync(CommandLine.Of("mkdir", "-p", "--", folder), onLine: null, cancellationToken);
            if (!made.Succeeded)
                return new StageJudgement(StageVerdict.Infrastructure, $"the cache folder '{folder}' cannot be made: {LastLine(made)}");
            if (cache.Pull is { } pull && await TransferAsync(pull, folder, job, cancellationToken) is { } problem)
                lines.Notice($"the cache '{folder}' is not filled, so the stage starts cold: {problem}");
        }

        return null;
    }

    /// <summary>Stores the caches of a stage that passed; a failed one may have left half of a file there.</summary>
    public async Task StoreAsync(StageJob job, StageLines lines, CancellationToken cancellationToken)
    {
        foreach (var cache in Settings.Caches)
        {
            var folder = Expanded(cache.Folder, job);
            if (cache.Push is { } push && await TransferAsync(push, folder, job, cancellationToken) is { } problem)
                lines.Notice($"the cache '{folder}' is not stored: {problem}");
        }
    }

    private async Task RunAsync(ImmutableArray<string> commands, StageJob job, StageLines lines, CancellationToken cancellationToken)
    {
        foreach (var command in commands)
        {
            var exit = await processes.RunAsync(Shell(command, job) with { Timeout = LongestQuestion }, lines.Output, cancellationToken);
            if (!exit.Succeeded) lines.Notice($"'{command}' failed, and the stage goes on: {LastLine(exit)}");
        }
    }

    private async Task<string?> TransferAsync(string command, string folder, StageJob job, CancellationToken cancellationToken)
    {
        var shell = Shell(command, job);
        var exit = await processes.RunAsync(
            shell with
            {
                Environment = shell.Environment.SetItem(Folder, folder),
                Timeout = LongestTransfer,
            },
            onLine: null,
            cancellationToken
        );
        return exit.Succeeded ? null : LastLine(exit);
    }

    private Task<ProcessExit> AskAsync(string command, StageJob job, CancellationToken cancellationToken) =>
        processes.RunAsync(
            CommandLine.Of(Settings.Engine, "run", "--rm", "--entrypoint", "bash", plan.Image, "-c", command) with
            {
                Environment = job.ProcessEnvironment,
                Timeout = LongestQuestion,
            },
            onLine: null, cancellationToken);

    // Values travel as variables of the process, never as a part of the command's text.
    private CommandLine Shell(string command, StageJob job) =>
        CommandLine.Of("bash", "-e", "-c", command) with
        {
            Environment = job
                .ProcessEnvironment.SetItems(found.Select(one => KeyValuePair.Create(one.Key, (string?)one.Value)))
                .SetItem("IMAGE", plan.Image),
        };

    private string Expanded(string text, StageJob job) =>
        TextTemplate.Parse(text).Template?.Expand(Variables.Of(job.Environment).With(found).With("HOME", plan.Home)).Text is { } expanded
            ? expanded.StartsWith("~/", StringComparison.Ordinal) ? $"{plan.Home.TrimEnd('/')}/{expanded[2..]}" : expanded
            : text;

    private static string LastLine(ProcessExit exit) =>
        exit.StartError
        ?? (
            exit.ErrorOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [.., var last]
                ? last
                : $"exit status {exit.Status}"
        );
}
