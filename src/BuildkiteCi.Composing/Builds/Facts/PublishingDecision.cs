using System.Collections.Immutable;
using System.IO.Enumeration;
using BuildkiteCi.Composing.Builds.Settings;
using BuildkiteCi.Composing.Settings;

namespace BuildkiteCi.Composing.Builds.Facts;

/// <summary>Decides whether a build may push to the repository by itself.</summary>
public static class PublishingDecision
{
    /// <summary>Why a build may not push its matrices, as a sentence; null: it may.</summary>
    public static string? WhyNoMatrices(this PublishingRules rules, BuildIdentity identity) =>
        rules.WhyNot(identity, "publishing.builds", rules.Builds);

    /// <summary>Why a build may not push the commit of vLLM, as a sentence; null: it may.</summary>
    public static string? WhyNoVllmCommit(this PublishingRules rules, BuildIdentity identity) =>
        rules.WhyNot(identity, "publishing.vllm_commit", rules.VllmCommit);

    private static string? WhyNot(this PublishingRules rules, BuildIdentity identity, string setting, ImmutableArray<string> builds)
    {
        // Of a fork, too, whose branch may well be called main.
        if (identity.PullRequest is not null) return $"this is a build of {identity.PullRequest}, and those publish nothing";
        if (!identity.IsAmong(builds))
        {
            return $"'{setting}' in {CiSettings.Path} allows {(builds.IsEmpty ? "no builds" : $"{string.Join(", ", builds)} builds")}, "
                + $"and this is a build of kind '{identity.Occasion}'";
        }

        if (
            identity.ReleaseTag is not null
            || rules.Branches.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, identity.Branch ?? "", ignoreCase: false))
        )
            return null;
        return $"'publishing.branches' in {CiSettings.Path} allows "
            + $"{(rules.Branches.IsEmpty ? "none" : string.Join(", ", rules.Branches))}, "
            + $"and this build is of {(identity.Branch is { } branch ? $"branch '{branch}'" : "no branch")}";
    }
}
