using System.Collections.Immutable;
using BuildkiteCi.Core;
using BuildkiteCi.Testing;
using Cake.Core;

namespace Build.Wiring;

/// <summary>The container that tests and benchmarks run in.</summary>
internal static class Containers
{
    /// <summary>The variable that sets <c>--runner</c> for every job of a local build.</summary>
    public const string RunnerVariable = "CI_RUNNER";

    private static readonly (string Word, bool IsContainer)[] Runners = [("docker", true), ("host", false)];

    /// <summary>The container that the options ask for; null: the machine itself. Wrong options end the run here, before anybody is asked
    /// for commits.</summary>
    public static async Task<ContainerPlan?> ContainerAsync(this BuildContext context)
    {
        var isContainer = context.Runner() ?? true;
        var image = context.Options.Text("image");
        if (!isContainer && image is not null) context.Options.Wrong("image", "is for a container, and --runner host has none");
        context.Options.Check();
        if (!isContainer) return null;
        var settings = context.Settings.Testing.Container;
        return new ContainerPlan(
            settings,
            image ?? ImageName.Of(settings.Repository, await CommitAsync(context), await VllmCommitAsync(context)),
            ThisProcess.AsContainerOwner()
        )
        {
            Home = context.Variables.GetValueOrDefault("HOME", "/root"),
            RemovesOtherImages = context.OnBuildkite,
        };
    }

    /// <summary>The same container with the image of another commit.</summary>
    public static async Task<ContainerPlan> OfCommitAsync(this BuildContext context, ContainerPlan plan, string commit) =>
        plan with { Image = ImageName.Of(context.Settings.Testing.Container.Repository, commit, await VllmCommitAsync(context)) };

    /// <summary>Whether <c>--runner</c>, or else <see cref="RunnerVariable"/>, asks for a container; null: neither is set.</summary>
    public static bool? Runner(this BuildContext context)
    {
        if (context.Options.Has("runner")) return context.Options.Choice("runner", Runners);
        if (context.Variables.GetValueOrDefault(RunnerVariable) is not { Length: > 0 } word) return null;
        foreach (var (known, isContainer) in Runners)
        {
            if (known == word) return isContainer;
        }

        context.Options.Wrong(
            $"{RunnerVariable} is '{word}'; set it to {string.Join(" or ", Runners.Select(runner => runner.Word))}, or unset it"
        );
        return null;
    }

    /// <summary>Ends a run on a machine without a TPU before anything starts. An agent's job runs on, and reports an infrastructure
    /// failure.</summary>
    /// <param name="context">The run.</param>
    /// <param name="container">The container that commands would run in; null: none.</param>
    /// <param name="jobs">What would run.</param>
    /// <exception cref="CakeException">A stage needs a TPU, and there is none: exit status 1.</exception>
    public static async Task NeedTpuAsync(this BuildContext context, ContainerPlan? container, ImmutableArray<StageJob> jobs)
    {
        var needing = jobs.Count(job => job.IsFilledIn && !job.IsStepCommand);
        if (container is null || context.OnBuildkite || needing == 0 || await TpuPresence.IsHereAsync(context.Processes, context.Stopping))
            return;
        throw new CakeException(
            1,
            $"{TpuPresence.None}, and {(needing == 1 ? "the stage needs one" : $"{needing} of {jobs.Length} stages need it")}; nothing was "
                + "started: run on a TPU machine, or without a container with --runner host"
        );
    }

    // A manual build's commit may be a name, and a laptop has none in its environment.
    private static async Task<string> CommitAsync(BuildContext context)
    {
        var given = context.Variables.GetValueOrDefault("BUILDKITE_COMMIT") is { Length: > 0 } commit ? commit : "HEAD";
        if (given.Length == 40 && given.All(char.IsAsciiHexDigitLower)) return given;
        return (
                await context.Processes.AskGitAsync(
                    folder: null,
                    ["rev-parse", "--verify", "--quiet", $"{given}^{{commit}}"],
                    context.Stopping
                )
            )?.Trim()
            ?? given;
    }

    private static async Task<string?> VllmCommitAsync(BuildContext context) =>
        context.Variables.GetValueOrDefault("VLLM_COMMIT_HASH") is { Length: > 0 } known
            ? known
            : await context.Build.MetaDataAsync("VLLM_COMMIT_HASH", context.Stopping);
}
