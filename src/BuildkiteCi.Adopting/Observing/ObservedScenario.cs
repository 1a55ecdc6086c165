using System.Collections.Immutable;
using BuildkiteCi.Composing.Builds;
using BuildkiteCi.Composing;
using BuildkiteCi.Composing.Settings;
using BuildkiteCi.Pipelines.Interpolation;

namespace BuildkiteCi.Adopting.Observing;

/// <summary>A build that somebody might start: what Buildkite would tell its first job.</summary>
/// <param name="Name">What people call it: <c>nightly</c>, <c>pull request of a model</c>.</param>
/// <param name="Script">The script that the first job runs, relative to the root.</param>
public sealed record ObservedScenario(string Name, string Script)
{
    /// <summary>Variables on top of those that every build has.</summary>
    public ImmutableSortedDictionary<string, string> Environment { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>The file that the build's commit changes; null: none of interest.</summary>
    public string? Changes { get; init; }

    /// <summary>Labels of the pull request.</summary>
    public ImmutableArray<string> Labels { get; init; } = [];

    /// <summary>The pipeline of <c>other_pipelines</c> that composes the same build, or null.</summary>
    public string? OtherPipeline { get; init; }

    /// <summary>The kind that <c>ci.yml</c> has for such builds (<see cref="BuildkiteCi.Composing.Builds.BuildOccasion"/>), as far as it is
    /// known beforehand.</summary>
    public string Occasion { get; init; } = "";

    /// <summary>Whether it is a pull request's.</summary>
    public bool IsPullRequest => Environment.GetValueOrDefault("BUILDKITE_PULL_REQUEST", "false") != "false";

    /// <summary>The variables that Buildkite would give to the first job of its build.</summary>
    /// <param name="branch">The branch that is built.</param>
    /// <param name="mainBranch">The name of the main branch.</param>
    /// <param name="commit">The commit that is built.</param>
    /// <param name="folder">Full path of the checkout.</param>
    internal ImmutableDictionary<string, string> FirstJob(string branch, string mainBranch, string commit, string folder) =>
        ImmutableDictionary.CreateRange(StringComparer.Ordinal,
        [
            KeyValuePair.Create("BUILDKITE", "true"),
            KeyValuePair.Create("CI", "true"),
            KeyValuePair.Create("BUILDKITE_AGENT_NAME", "observer"),
            KeyValuePair.Create("BUILDKITE_AGENT_META_DATA_QUEUE", "cpu"),
            KeyValuePair.Create("BUILDKITE_ORGANIZATION_SLUG", "observed"),
            KeyValuePair.Create("BUILDKITE_PIPELINE_SLUG", "observed"),
            KeyValuePair.Create("BUILDKITE_PIPELINE_NAME", "observed"),
            KeyValuePair.Create("BUILDKITE_PIPELINE_DEFAULT_BRANCH", mainBranch),
            KeyValuePair.Create("BUILDKITE_BUILD_ID", "00000000-0000-4000-8000-000000000001"),
            KeyValuePair.Create("BUILDKITE_BUILD_NUMBER", "1"),
            KeyValuePair.Create("BUILDKITE_BUILD_CREATOR_EMAIL", "creator@example.com"),
            KeyValuePair.Create("BUILDKITE_BUILD_CHECKOUT_PATH", folder),
            KeyValuePair.Create("BUILDKITE_JOB_ID", "00000000-0000-4000-8000-000000000002"),
            KeyValuePair.Create("BUILDKITE_STEP_ID", "00000000-0000-4000-8000-000000000003"),
            KeyValuePair.Create("BUILDKITE_MESSAGE", Name),
            KeyValuePair.Create("BUILDKITE_SOURCE", "ui"),
            KeyValuePair.Create("BUILDKITE_TAG", ""),
            KeyValuePair.Create("BUILDKITE_PULL_REQUEST", "false"),
            KeyValuePair.Create("BUILDKITE_PULL_REQUEST_BASE_BRANCH", IsPullRequest ? mainBranch : ""),
            KeyValuePair.Create("BUILDKITE_REPO", "https://github.com/observed/observed.git"),
            KeyValuePair.Create("BUILDKITE_BRANCH", branch),
            KeyValuePair.Create("BUILDKITE_COMMIT", commit),
        ]).SetItems(Environment);

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
