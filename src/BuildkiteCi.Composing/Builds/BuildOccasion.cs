using System.Collections.Immutable;

namespace BuildkiteCi.Composing.Builds;

/// <summary>The words with which <c>ci.yml</c> chooses in which builds something takes part: a build's kind, and <c>release</c> for builds
/// of a release's tag.</summary>
public static class BuildOccasion
{
    /// <summary>A build of a tag that is a release, whatever its kind.</summary>
    public const string Release = "release";

    /// <summary>Every word.</summary>
    public static ImmutableArray<string> All { get; } = [.. BuildKind.All.Select(kind => kind.Name), Release];
}
