using Build.Options;
using BuildkiteCi.Composing.Builds;
using BuildkiteCi.LocalBuilds.Store;
using Cake.Core;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName("PublishMatrix")]
[CleansUp]
[TaskDescription("Publishes what works on which TPU: matrices, pages, news, a commit")]
[Option(
    "results",
    "buildkite|local|published|FILE",
    "whose results: a build's, an earlier publication's file, or nothing new: only what was published before, for --site, --update-readme "
        + "and --compare; default: those of the build that this run belongs to. With BUILDKITE_API_TOKEN (scope read_builds) they are read "
        + "from Buildkite's API in one call, and statuses link to their jobs"
)]
[Option("release", "TAG", "publish them as a release: v0.13.2rc1; default: BUILDKITE_TAG, where it is a release's")]
[Option("nightly", "", "publish them as a night, whatever the tag; the default without a tag")]
[Option("implementation", "auto|flax_nnx|vllm", "the implementation that was tested; default: MODEL_IMPL_TYPE, else auto")]
[Option("output", "DIR", "where the files go; default: support_matrices below the root, nowhere with --push")]
[Option("site", "DIR", "write a site of all releases and nights into this folder; it reads from a disk as from a server")]
[Option("site-address", "ADDRESS", "where the site will be, for the links of feeds, previews and badges; default: site.address in ci.yml")]
[Option("update-readme", "FILE", "update the text between this file's markers, <!-- START: release_model_support --> and so on; "
    + "ci.yml maps their names (readme_markers), others are left alone")]
[Option(
    "history-from-git",
    "",
    "rebuild earlier releases and nights from the commits that published their CSV matrices; those with a results file are left as they "
        + "are. Without --output they get a results file in the repository"
)]
[Option(
    "compare",
    "A B",
    "write release notes of what changed from one release or night to another; of one alone, since the one before it; 'nightly' is the "
        + "newest night"
)]
[Option(
    "gate",
    "",
    "exit 1 with a list where the release is worse than the one before in what ci.yml demands (release_gate); nothing is pushed then"
)]
[Option(
    "push",
    "",
    "commit everything to the build's branch and push it; the working copy stays as it is. By itself only in a Buildkite job of a build "
        + "that ci.yml allows to (publishing), with the token in GITHUB_PAT; elsewhere with --remote and a yes"
)]
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
        if (options.IsOfPublished)
        {
            await context.PublishAgainAsync(options);
            return;
        }

        using var held = options.Build is LocalBuild ? context.ShareState("PublishMatrix") : null;
        if (options.ResultsFile is null && await CompositionSeal.WhatIsWrongAsync(options.Build, context.Stopping) is { } wrong)
            throw new CakeException(1, wrong);

        await context.PublishAsync(await context.ResultsAsync(options), options);
    }
}
