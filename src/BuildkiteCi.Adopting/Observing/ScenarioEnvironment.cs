using System.Collections.Immutable;

namespace BuildkiteCi.Adopting.Observing;

/// <summary>The variables that Buildkite would give to the first job of a scenario's build.</summary>
internal static class ScenarioEnvironment
{
    public static ImmutableDictionary<string, string> Of(
        ObservedScenario scenario,
        string branch,
        string mainBranch,
        string commit,
        string folder
    ) =>
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
            KeyValuePair.Create("BUILDKITE_MESSAGE", scenario.Name),
            KeyValuePair.Create("BUILDKITE_SOURCE", "ui"),
            KeyValuePair.Create("BUILDKITE_TAG", ""),
            KeyValuePair.Create("BUILDKITE_PULL_REQUEST", "false"),
            KeyValuePair.Create("BUILDKITE_PULL_REQUEST_BASE_BRANCH", scenario.IsPullRequest ? mainBranch : ""),
            KeyValuePair.Create("BUILDKITE_REPO", "https://github.com/observed/observed.git"),
            KeyValuePair.Create("BUILDKITE_BRANCH", branch),
            KeyValuePair.Create("BUILDKITE_COMMIT", commit),
        ]).SetItems(scenario.Environment);
}
