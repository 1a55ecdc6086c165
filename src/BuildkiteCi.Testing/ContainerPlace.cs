using System.Collections.Immutable;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Core.Text;

namespace BuildkiteCi.Testing;

/// <summary>Runs a command in a container of this machine's engine (<c>--runner docker</c>).</summary>
/// <param name="processes">Starts the engine's client.</param>
/// <param name="plan">The container.</param>
public sealed class ContainerPlace(IProcessRunner processes, ContainerPlan plan) : IStagePlace
{
    /// <summary>The label that makes a container ours; its value is the owner's mark.</summary>
    public const string OwnerLabel = "tpu-ci.owner";

    /// <summary>Where the folder for result files is in the container.</summary>
    public const string ResultsTarget = "/results";

    // Pulling an image of tens of gigabytes takes its time; everything else that we ask of the engine is quick or hangs.
    private static readonly TimeSpan PullTimeout = TimeSpan.FromHours(1);
    private static readonly TimeSpan CallTimeout = TimeSpan.FromMinutes(1);

    // What Podman puts before the names of images that are of no registry.
    private const string PodmansOwn = "localhost/";

    private StageJob? current;
    private readonly ContainerSurroundings surroundings = new(processes, plan);
    private readonly string name = $"tpu-ci-{Guid.NewGuid():N}";

    /// <summary>Ends the container, running or not, with its anonymous volumes.</summary>
    public CommandLine Removal => Call("rm", "--force", "--volumes", name);

    private ContainerSettings Settings => plan.Settings;

    /// <inheritdoc/>
    public async Task<StageJudgement?> PrepareAsync(StageJob job, StageLines lines, CancellationToken cancellationToken) =>
        await NoTpuAsync(cancellationToken)
        ?? await CleanBeforeAsync(job, lines, cancellationToken)
        ?? await RemoveStaleContainersAsync(job, lines, cancellationToken)
        ?? await RemoveOtherImagesAsync(job, lines, cancellationToken)
        ?? await PullAsync(job, lines, cancellationToken)
        ?? await surroundings.AskImageAsync(job, lines, cancellationToken);

    /// <inheritdoc/>
    public Task StoreAsync(StageJob job, StageLines lines, CancellationToken cancellationToken) =>
        surroundings.StoreAsync(job, lines, cancellationToken);

    /// <inheritdoc/>
    public CommandLine Command(StageJob job, string results)
    {
        var environment = Settings.SetVariables
            .ToImmutableDictionary(variable => variable.Key, variable => variable.Value)
            .SetItem(HostPlace.ResultsVariable, ResultsTarget).SetItems(surroundings.Probed);
        var names = PassedNames(job).Concat(environment.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        ImmutableArray<string> arguments =
        [
            "run", "--rm", "--name", name, "--label", $"{OwnerLabel}={plan.Owner.Mark}", .. Settings.Access,
            .. Settings.Volumes.SelectMany(volume => new[] { "--volume", volume.Argument(plan.Home) }),
            .. surroundings.Volumes(job).SelectMany(volume => new[] { "--volume", volume }),
            "--volume", $"{results}:{ResultsTarget}",
            .. names.SelectMany(variable => new[] { "--env", variable }),
            .. Settings.Arguments, plan.Image, "bash", "-e", "-c", job.Command,
        ];
        return new CommandLine(Settings.Engine, arguments)
        {
            Environment = job.ProcessEnvironment.SetItems(
                environment.Select(variable => KeyValuePair.Create(variable.Key, (string?)variable.Value))
            ),
        };
    }

    /// <inheritdoc/>
    public async Task<string> CleanUpAsync(StageLines lines)
    {
        var problem = await RemoveAsync(lines);
        if (current is { } job) await surroundings.AfterAsync(job, lines);
        return problem;
    }

    private async Task<string> RemoveAsync(StageLines lines)
    {
        // A client that is ended while it creates the container leaves one that starts a moment later: a second look finds it.
        for (var look = 0; look < 2; look++)
        {
            var exit = await processes.RunAsync(Removal, null, CancellationToken.None);
            if (exit.Succeeded || exit.ErrorOutput.Contains("No such container", StringComparison.OrdinalIgnoreCase)) continue;
            var problem = $"container {name} could not be removed: {OneLine(exit)}; the next run on this machine removes it";
            lines.Notice(problem);
            return problem;
        }

        return $"container {name} is removed";
    }

    private async Task<StageJudgement?> CleanBeforeAsync(StageJob job, StageLines lines, CancellationToken cancellationToken)
    {
        current = job;
        await surroundings.BeforeAsync(job, lines, cancellationToken);
        return null;
    }

    private async Task<StageJudgement?> NoTpuAsync(CancellationToken cancellationToken) =>
        await TpuPresence.IsHereAsync(processes, cancellationToken)
            ? null
            : new StageJudgement(
                StageVerdict.Infrastructure,
                $"{TpuPresence.None}; run on a TPU machine, or use --runner host to run without a container"
            );

    private async Task<StageJudgement?> RemoveStaleContainersAsync(StageJob job, StageLines lines, CancellationToken cancellationToken)
    {
        var listed = await processes.RunAsync(
            Call("ps", "--all", "--filter", $"label={OwnerLabel}", "--format", "{{.ID}}") with
            {
                Environment = job.ProcessEnvironment,
            },
            null,
            cancellationToken
        );
        if (!listed.Succeeded) return EngineFailure("its containers could not be listed", listed, retry: true);
        var ids = listed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (ids.Length == 0) return null;

        // Podman's list knows no single label. A container that goes meanwhile fails the question, and the others are answered.
        var owners = await processes.RunAsync(
            Call(["inspect", "--format", $"{{{{.Id}}}} {{{{index .Config.Labels \"{OwnerLabel}\"}}}}", .. ids]) with
            {
                Environment = job.ProcessEnvironment,
            },
            null,
            cancellationToken
        );
        foreach (var line in owners.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (line.Split(' ', 2) is not [var id, var owner] || plan.Owner.Lives(owner)) continue;
            lines.Notice($"removing container {id}, which a run left behind that is gone");
            var removed = await processes.RunAsync(Call("rm", "--force", "--volumes", id), null, cancellationToken);
            if (!removed.Succeeded) lines.Notice($"container {id} could not be removed: {OneLine(removed)}");
        }

        return null;
    }

    private async Task<StageJudgement?> RemoveOtherImagesAsync(StageJob job, StageLines lines, CancellationToken cancellationToken)
    {
        if (!plan.RemovesOtherImages) return null;
        var listed = await processes.RunAsync(
            Call("image", "ls", "--filter", $"reference={Settings.Repository}", "--format", "{{.Repository}}:{{.Tag}}") with
            {
                Environment = job.ProcessEnvironment,
            },
            null, cancellationToken);
        if (!listed.Succeeded) return EngineFailure("its images could not be listed", listed, retry: true);
        foreach (var listedName in listed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var image = listedName.StartsWith(PodmansOwn, StringComparison.Ordinal) ? listedName[PodmansOwn.Length..] : listedName;
            if (image == plan.Image || !image.StartsWith($"{Settings.Repository}:", StringComparison.Ordinal)) continue;

            // One that a container still uses is refused, and stays.
            var removed = await processes.RunAsync(Call("image", "rm", image), null, cancellationToken);
            if (removed.Succeeded) lines.Notice($"removed image {image} of another commit");
        }

        return null;
    }

    private async Task<StageJudgement?> PullAsync(StageJob job, StageLines lines, CancellationToken cancellationToken)
    {
        var present = await processes.RunAsync(Call("image", "inspect", "--format", "{{.Id}}", plan.Image), null, cancellationToken);
        if (present.Succeeded) return null;
        lines.Notice($"pulling image {plan.Image}");
        var pulled = await processes.RunAsync(
            Call("pull", "--quiet", plan.Image) with
            {
                Timeout = PullTimeout,
                Environment = job.ProcessEnvironment,
            },
            lines.Output,
            cancellationToken
        );
        return pulled.Succeeded ? null : EngineFailure($"image pull failed: {plan.Image}", pulled, retry: true);
    }

    private IEnumerable<string> PassedNames(StageJob job) =>
        from pattern in Settings.PassedVariables
        from variable in pattern.EndsWith('*')
            ? job.Environment.Keys.Where(known => known.StartsWith(pattern[..^1], StringComparison.Ordinal))
            : [pattern]
        select variable;

    private CommandLine Call(params ReadOnlySpan<string> arguments) =>
        CommandLine.Of(Settings.Engine, arguments) with
        {
            Timeout = CallTimeout,
        };

    private StageJudgement EngineFailure(string what, ProcessExit exit, bool retry) =>
        new(
            StageVerdict.Infrastructure,
            exit.StartError is { } error ? $"{error}; install {Settings.Engine}, or use --runner host to run without a container"
                : exit.TimedOut ? $"{Settings.Engine}: {what}: no answer within {Elapsed.Text(exit.Span)}"
                : $"{Settings.Engine}: {what}: {OneLine(exit)}"
        )
        {
            MayRetry = retry && exit.StartError is null,
        };

    private static string OneLine(ProcessExit exit) =>
        exit.ErrorOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [.., var last]
            ? last
            : $"exit status {exit.Status}";
}
