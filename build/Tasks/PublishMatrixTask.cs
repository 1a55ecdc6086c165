using Build.Options;
using BuildkiteCi.Composing.Builds;
using BuildkiteCi.LocalBuilds.Store;
using Cake.Core;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName("PublishMatrix")]
[TaskDescription("Publishes what works on which TPU: matrices, pages, news, a commit")]
[Option("results", "buildkite|local|FILE", "whose results: a build's, or an earlier publication's file; default: those of the build that this run belongs to. With BUILDKITE_API_TOKEN (scope read_builds) they are read from Buildkite's API in one call, and statuses link to their jobs")]
[Option("release", "TAG", "publish them as a release: v0.13.2rc1; default: BUILDKITE_TAG, where it is a release's")]
[Option("nightly", "", "publish them as a night, whatever the tag; the default without a tag")]
[Option("implementation", "auto|flax_nnx|vllm", "the implementation that was tested; default: MODEL_IMPL_TYPE, else auto")]
[Option("output", "DIR", "where the files go; default: support_matrices below the root, nowhere with --push")]
[Option("site", "DIR", "write a site of all releases and nights into this folder; it reads from a disk as from a server")]
[Option("update-readme", "FILE", "update the tables between this file's markers, <!-- START: models --> and so on")]
[Option("push", "", "commit everything to the build's branch and push it; the working copy stays as it is. By itself only in a Buildkite job of a build that ci.yml allows to (publishing), with the token in GITHUB_PAT; elsewhere with --remote and a yes")]
[Option("remote", "NAME|ADDRESS", "where it is pushed to: one of git's remotes or an address; default in a Buildkite job: origin")]
[Option("yes", "", "push without asking at the terminal")]
[Option("dry-run", "", "show what would be pushed where, and stop: nothing is written")]
[Option("build-kind", "KIND", "what the build is for; default: decided by the build's environment")]
public sealed class PublishMatrixTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        var options = new PublishOptions(context);
        context.Options.Check();
        using var held = options.Build is LocalBuild ? context.ShareState("PublishMatrix") : null;
        if (options.ResultsFile is null && await CompositionSeal.WhatIsWrongAsync(options.Build, context.Stopping) is { } wrong) throw new CakeException(1, wrong);

        await context.PublishAsync(await context.ResultsAsync(options), options);
    }
}
