using BuildkiteCi.Composing.Builds.Settings;

namespace BuildkiteCi.Composing.Builds.Facts;

/// <summary>Decides what a build is for from its environment: the first row that fits (domain rules, "Build kinds").</summary>
public static class BuildKindDecision
{
    /// <summary>The kind; <see cref="BuildKind.Other"/> where no row fits.</summary>
    /// <param name="environment">The job's variables; an empty one counts as absent.</param>
    /// <param name="settings">The rows in their order, and the main branch.</param>
    public static BuildKind Decide(IReadOnlyDictionary<string, string> environment, BuildSettings settings) =>
        settings.Kinds.FirstOrDefault(row => Fits(row, new BuildEnvironment(environment), settings))?.Kind ?? BuildKind.Other;

    private static bool Fits(BuildKindRow row, BuildEnvironment environment, BuildSettings settings)
    {
        if (row.Pipeline is { } pipeline) return environment["BUILDKITE_PIPELINE_SLUG"] == pipeline;
        if (row.Kind == BuildKind.Nightly) return environment["NIGHTLY"] == "1";
        if (row.Kind == BuildKind.PullRequest) return environment.PullRequest is not null;
        return row.Kind == BuildKind.PostMerge && environment["BUILDKITE_BRANCH"] == settings.MainBranch && environment.PullRequest is null;
    }
}

/// <summary>A job's variables, an empty one being as good as absent (Buildkite's documentation, environment variables).</summary>
/// <param name="variables">By name.</param>
internal sealed class BuildEnvironment(IReadOnlyDictionary<string, string> variables)
{
    /// <summary>The pull request's number as it is written, or null where the build is of none.</summary>
    public string? PullRequest => this["BUILDKITE_PULL_REQUEST"] is { } text and not "false" ? text : null;

    /// <summary>A variable's value, or null where it is absent or empty.</summary>
    public string? this[string name] => variables.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;
}
