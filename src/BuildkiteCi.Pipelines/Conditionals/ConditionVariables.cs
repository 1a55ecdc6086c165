using System.Collections.Frozen;
using System.Collections.Immutable;

namespace BuildkiteCi.Pipelines.Conditionals;

/// <summary>The variables that a condition may name. Source: Buildkite's documentation, "Using conditionals", variables.</summary>
public static class ConditionVariables
{
    // Name, variable of the job's environment that has the same value, what kind of value it is.
    private static readonly ImmutableArray<(string Name, string? Environment, Func<string, ConditionValue> Read)> Table =
    [
        ("build.author.email", "BUILDKITE_BUILD_AUTHOR_EMAIL", ConditionValue.Of),
        ("build.author.id", null, ConditionValue.Of),
        ("build.author.name", "BUILDKITE_BUILD_AUTHOR", ConditionValue.Of),
        ("build.author.teams", null, Teams),
        ("build.branch", "BUILDKITE_BRANCH", ConditionValue.Of),
        ("build.commit", "BUILDKITE_COMMIT", ConditionValue.Of),
        ("build.creator.email", "BUILDKITE_BUILD_CREATOR_EMAIL", ConditionValue.Of),
        ("build.creator.id", null, ConditionValue.Of),
        ("build.creator.name", "BUILDKITE_BUILD_CREATOR", ConditionValue.Of),
        ("build.creator.teams", "BUILDKITE_BUILD_CREATOR_TEAMS", Teams),
        ("build.creator.verified", null, Flag),
        ("build.id", "BUILDKITE_BUILD_ID", ConditionValue.Of),
        ("build.merge_queue.base_branch", "BUILDKITE_MERGE_QUEUE_BASE_BRANCH", ConditionValue.Of),
        ("build.merge_queue.base_commit", "BUILDKITE_MERGE_QUEUE_BASE_COMMIT", ConditionValue.Of),
        ("build.message", "BUILDKITE_MESSAGE", ConditionValue.Of),
        ("build.number", "BUILDKITE_BUILD_NUMBER", Number),
        ("build.pull_request.base_branch", "BUILDKITE_PULL_REQUEST_BASE_BRANCH", ConditionValue.Of),
        ("build.pull_request.draft", "BUILDKITE_PULL_REQUEST_DRAFT", Flag),
        ("build.pull_request.id", "BUILDKITE_PULL_REQUEST", PullRequest),
        ("build.pull_request.label", null, ConditionValue.Of),
        ("build.pull_request.labels", "BUILDKITE_PULL_REQUEST_LABELS", Labels),
        ("build.pull_request.repository", "BUILDKITE_PULL_REQUEST_REPO", ConditionValue.Of),
        ("build.pull_request.repository.fork", null, Flag),
        ("build.source", "BUILDKITE_SOURCE", ConditionValue.Of),
        ("build.source_action", "BUILDKITE_GITHUB_ACTION", ConditionValue.Of),
        ("build.source_event", "BUILDKITE_GITHUB_EVENT", ConditionValue.Of),
        ("build.state", null, ConditionValue.Of),
        ("build.tag", "BUILDKITE_TAG", ConditionValue.Of),
        ("organization.id", "BUILDKITE_ORGANIZATION_ID", ConditionValue.Of),
        ("organization.slug", "BUILDKITE_ORGANIZATION_SLUG", ConditionValue.Of),
        ("pipeline.default_branch", "BUILDKITE_PIPELINE_DEFAULT_BRANCH", ConditionValue.Of),
        ("pipeline.id", "BUILDKITE_PIPELINE_ID", ConditionValue.Of),
        ("pipeline.repository", "BUILDKITE_REPO", ConditionValue.Of),
        ("pipeline.slug", "BUILDKITE_PIPELINE_SLUG", ConditionValue.Of),
        ("pipeline.started_failing", null, Flag),
        ("pipeline.started_passing", null, Flag),
        ("step.id", null, ConditionValue.Of),
        ("step.key", null, ConditionValue.Of),
        ("step.label", null, ConditionValue.Of),
        ("step.outcome", null, ConditionValue.Of),
        ("step.state", null, ConditionValue.Of),
        ("step.type", null, ConditionValue.Of),
    ];

    private static readonly FrozenDictionary<string, (string? Environment, Func<string, ConditionValue> Read)> ByName =
        Table.ToFrozenDictionary(row => row.Name, row => (row.Environment, row.Read), StringComparer.Ordinal);

    /// <summary>All names, in ordinal order; <c>build.env("NAME")</c> is not among them.</summary>
    public static ImmutableArray<string> Names { get; } = [.. Table.Select(row => row.Name)];

    /// <summary>Whether a condition may name this variable.</summary>
    public static bool IsKnown(string name) => ByName.ContainsKey(name);

    /// <summary>The value that a job's environment tells of a variable; null where it tells nothing, or an empty text.</summary>
    internal static ConditionValue Read(string name, Func<string, string?> environment) =>
        ByName.TryGetValue(name, out var row) && row.Environment is not null && environment(row.Environment) is { Length: > 0 } text
            ? row.Read(text)
            : ConditionValue.Null;

    private static ConditionValue Teams(string text) => ConditionValue.Of(text.Split(':', StringSplitOptions.RemoveEmptyEntries));

    private static ConditionValue Labels(string text) => ConditionValue.Of(text.Split(',', StringSplitOptions.RemoveEmptyEntries));

    private static ConditionValue Flag(string text) => ConditionValue.Of(text == "true");

    private static ConditionValue Number(string text) =>
        long.TryParse(text, out var number) ? ConditionValue.Of(number) : ConditionValue.Of(text);

    // Outside of a pull request Buildkite sets the word "false".
    private static ConditionValue PullRequest(string text) => text == "false" ? ConditionValue.Null : ConditionValue.Of(text);
}
