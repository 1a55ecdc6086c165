using System.Collections.Immutable;
using BuildkiteCi.Composing.Settings;

namespace BuildkiteCi.Composing.Builds.Settings;

/// <summary>Which builds may push to the repository by themselves (the block <c>publishing</c> of <c>ci.yml</c>).</summary>
public sealed record PublishingRules
{
    /// <summary>Builds that push matrices, by <see cref="BuildOccasion"/>.</summary>
    public required ImmutableArray<string> Builds { get; init; }

    /// <summary>Builds that push the last known good commit of vLLM, by <see cref="BuildOccasion"/>.</summary>
    public required ImmutableArray<string> VllmCommit { get; init; }

    /// <summary>Branches of such builds; <c>*</c> matches any rest: <c>releases/*</c>. A build of a release's tag needs none.</summary>
    public required ImmutableArray<string> Branches { get; init; }
}
