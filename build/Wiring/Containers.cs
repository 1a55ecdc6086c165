using BuildkiteCi.Core;
using BuildkiteCi.Testing;

namespace Build.Wiring;

/// <summary>The container that tests and benchmarks run in.</summary>
internal static class Containers
{
    /// <summary>The container that the options ask for; null: the machine itself. Wrong options end the run here, before anybody is asked for commits.</summary>
    public static async Task<ContainerPlan?> ContainerAsync(this BuildContext context)
    {
        var isContainer = context.Options.Choice("runner", [("docker", true), ("host", false)]) ?? true;
        var image = context.Options.Text("image");
        if (!isContainer && image is not null) context.Options.Wrong("image", "is for a container, and --runner host has none");
        context.Options.Check();
        if (!isContainer) return null;
        var settings = context.Settings.Testing.Container;
        return new ContainerPlan(settings, image ?? ImageName.Of(settings.Repository, await CommitAsync(context), await VllmCommitAsync(context)), ThisProcess.AsContainerOwner())
        {
            Home = context.Variables.GetValueOrDefault("HOME", "/root"),
            RemovesOtherImages = context.OnBuildkite,
        };
    }

    /// <summary>The same container with the image of another commit.</summary>
    public static async Task<ContainerPlan> OfCommitAsync(this BuildContext context, ContainerPlan plan, string commit) =>
        plan with { Image = ImageName.Of(context.Settings.Testing.Container.Repository, commit, await VllmCommitAsync(context)) };

    // A manual build's commit may be a name, and a laptop has none in its environment.
    private static async Task<string> CommitAsync(BuildContext context)
    {
        var given = context.Variables.GetValueOrDefault("BUILDKITE_COMMIT") is { Length: > 0 } commit ? commit : "HEAD";
        if (given.Length == 40 && given.All(char.IsAsciiHexDigitLower)) return given;
        var exit = await context.Processes.RunAsync(CommandLine.Of("git", "rev-parse", "--verify", "--quiet", $"{given}^{{commit}}"), null, context.Stopping);
        return exit.Succeeded ? exit.Output.Trim() : given;
    }

    private static async Task<string?> VllmCommitAsync(BuildContext context) =>
        context.Variables.GetValueOrDefault("VLLM_COMMIT_HASH") is { Length: > 0 } known ? known : await context.Build.MetaDataAsync("VLLM_COMMIT_HASH", context.Stopping);
}
