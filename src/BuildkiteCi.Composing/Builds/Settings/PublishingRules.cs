using System.Collections.Immutable;
using System.IO.Enumeration;
using BuildkiteCi.Composing.Builds.Facts;

namespace BuildkiteCi.Composing.Builds.Settings;

/// <summary>Which builds may push to the repository by themselves (the block <c>publishing</c> of <c>ci.yml</c>).</summary>
public sealed record PublishingRules
{
    /// <summary>Builds that push matrices, by <see cref="BuildOccasion"/>.</summary>
    public required ImmutableArray<string> Builds { get; init; }

    /// <summary>Builds that push the last known good commit of vLLM, by <see cref="BuildOccasion"/>.</summary>
    public required ImmutableArray<string> VllmCommit { get; init; }

    /// <summary>Branches of such builds; <c>*</c> stands for any rest: <c>releases/*</c>. A build of a release's tag needs none.</summary>
    public required ImmutableArray<string> Branches { get; init; }

    /// <summary>Why a build may not push its matrices, as a sentence; null: it may.</summary>
    public string? WhyNoMatrices(BuildIdentity identity) => WhyNot(identity, "publishing.builds", Builds);

    /// <summary>Why a build may not push the commit of vLLM, as a sentence; null: it may.</summary>
    public string? WhyNoVllmCommit(BuildIdentity identity) => WhyNot(identity, "publishing.vllm_commit", VllmCommit);

    private string? WhyNot(BuildIdentity identity, string setting, ImmutableArray<string> builds)
    {
        // Of a fork, too, whose branch may well be called main.
        if (identity.PullRequest is not null) return $"this is a build of {identity.PullRequest}, and those publish nothing";
        if (!identity.IsAmong(builds))
            return $"'{setting}' in {CiSettings.Path} allows {(builds.IsEmpty ? "no builds" : $"{string.Join(", ", builds)} builds")}, and this is a build of kind '{identity.Occasion}'";
        if (identity.ReleaseTag is not null || Branches.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, identity.Branch ?? "", ignoreCase: false))) return null;
        return $"'publishing.branches' in {CiSettings.Path} allows {(Branches.IsEmpty ? "none" : string.Join(", ", Branches))}, and this build is of {(identity.Branch is { } branch ? $"branch '{branch}'" : "no branch")}";
    }
}
