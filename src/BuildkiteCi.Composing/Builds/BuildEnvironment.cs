namespace BuildkiteCi.Composing.Builds;

/// <summary>A job's variables, an empty one being as good as absent (Buildkite's documentation, environment variables).</summary>
/// <param name="variables">By name.</param>
internal sealed class BuildEnvironment(IReadOnlyDictionary<string, string> variables)
{
    /// <summary>The pull request's number as it is written, or null where the build is of none.</summary>
    public string? PullRequest => this["BUILDKITE_PULL_REQUEST"] is { } text and not "false" ? text : null;

    /// <summary>A variable's value, or null where it is absent or empty.</summary>
    public string? this[string name] => variables.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;
}
