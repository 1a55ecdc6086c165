using System.Collections.Immutable;
using BuildkiteCi.Composing.Builds.Settings;
using BuildkiteCi.Pipelines.Builds;

namespace BuildkiteCi.Composing.Builds.Facts;

/// <summary>Whether a build goes on at all.</summary>
/// <param name="IsOpen">Whether anything is to be built.</param>
/// <param name="Reason">Why, in one line.</param>
public sealed record BuildGate(bool IsOpen, string Reason)
{
    /// <summary>Whether a closed gate fails the build; else it succeeds without doing anything.</summary>
    public bool IsRefusal { get; init; }

    /// <summary>Decides about a build (domain rules, "Pull requests").</summary>
    /// <param name="identity">The build.</param>
    /// <param name="changes">What it changes.</param>
    /// <param name="labels">The pull request's labels; asked for only where <see cref="NeedsLabels"/> is true.</param>
    /// <param name="rules">The rules for pull requests.</param>
    public static BuildGate Decide(BuildIdentity identity, ChangedFiles changes, ImmutableArray<string> labels, PullRequestRules rules)
    {
        if (identity.Kind != BuildKind.PullRequest) return new BuildGate(true, "no label is needed");
        if (identity.PullRequest is null) return new BuildGate(true, "no pull request is known, so none is held up");
        if (rules.Documentation.FitAll(changes.Paths))
            return new BuildGate(false, "only documentation changed, so there is nothing to build");
        if (rules.ReadyLabel is not { } label) return new BuildGate(true, "every pull request is built");
        if (labels.Contains(label)) return new BuildGate(true, $"the pull request has the label '{label}'");
        var has = labels.IsEmpty ? "no label" : string.Join(", ", labels.Select(one => $"'{one}'"));
        return new BuildGate(false, $"the pull request lacks the label '{label}' (it has {has})") { IsRefusal = true };
    }

    /// <summary>Whether the decision depends on the pull request's labels.</summary>
    public static bool NeedsLabels(BuildIdentity identity, ChangedFiles changes, PullRequestRules rules) =>
        identity is { Kind: var kind, PullRequest: not null }
        && kind == BuildKind.PullRequest
        && rules.ReadyLabel is not null
        && !rules.Documentation.FitAll(changes.Paths);
}
