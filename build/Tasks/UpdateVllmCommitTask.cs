using Build.Options;
using BuildkiteCi.Composing.Builds.Facts;
using Cake.Core;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName("UpdateVllmCommit")]
[TaskDescription("Keeps the commit of vLLM that this build was tested against as the last one known to work")]
[Option("push", "", "commit the file to the main branch and push it, with the token in GITHUB_PAT; the working copy stays as it is")]
public sealed class UpdateVllmCommitTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        var push = context.Options.Switch("push");
        context.Options.Check();

        var settings = context.Settings.Builds;
        if (await KnownVllmCommit.OfAsync(context.Build, context.Stopping) is not { } commit)
            throw new CakeException(1, $"the build does not say which commit of vLLM it was tested against ({KnownVllmCommit.Key})");
        if (push)
        {
            await context.PushAsync(commit.Request(settings, context.Variables.GetValueOrDefault("GITHUB_PAT")));
            return;
        }

        context.Files.Write(settings.Vllm.CommitFile, commit.Text);
        context.Say($"{settings.Vllm.CommitFile}: {commit.Commit}");
    }
}
