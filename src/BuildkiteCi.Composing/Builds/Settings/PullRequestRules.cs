namespace BuildkiteCi.Composing.Builds.Settings;

/// <summary>When a pull request is built.</summary>
/// <param name="ReadyLabel">The label without which it is not built; null: it always is.</param>
/// <param name="Documentation">Files that nothing needs to be built for.</param>
public sealed record PullRequestRules(string? ReadyLabel, PathPatterns Documentation);
