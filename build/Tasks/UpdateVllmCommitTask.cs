using Build.Options;
using Build.Wiring;
using BuildkiteCi.Composing.Builds.Facts;
using Cake.Core;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName("UpdateVllmCommit")]
[CleansUp]
[TaskDescription("Keeps the commit of vLLM that this build was tested against as the last one known to work")]
[Option(
    "push",
    "",
    "commit the file to the main branch and push it; the working copy stays as it is. By itself only in a Buildkite job of a build that "
        + "ci.yml allows to (publishing), with the token in GITHUB_PAT; elsewhere with --remote and a yes"
)]
[Option("remote", "NAME|ADDRESS", "where it is pushed to: one of git's remotes or an address; default in a Buildkite job: origin")]
[Option("yes", "", "push without asking at the terminal")]
[Option("dry-run", "", "show what would be pushed where, and stop")]
[Option("build-kind", "KIND", "what the build is for; default: decided by the build's environment")]
public sealed class UpdateVllmCommitTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        var push = PushOptions.Read(context, (rules, identity) => rules.WhyNoVllmCommit(identity));
        context.Options.Check();

        var settings = context.Settings.Builds;
        if (await KnownVllmCommit.OfAsync(context.Build, context.Stopping) is not { } commit)
            throw new CakeException(
                1,
                $"this build has no {KnownVllmCommit.Key}, the commit of vLLM that it was tested against; GeneratePipeline stores it as "
                    + "meta-data"
            );
        if (push is not null)
        {
            await context.PushAsync(commit.Request(settings), push);
            return;
        }

        context.PublishedFiles.Write(settings.Vllm.CommitFile, commit.Text);
        context.Say($"{settings.Vllm.CommitFile}: {commit.Commit}");
    }
}
