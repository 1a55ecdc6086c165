using System.Collections.Immutable;

namespace BuildkiteCi.Builds.Facts;

/// <summary>The files that a build's change touches: written, removed, both names of a renamed one.</summary>
/// <param name="Paths">Relative to the root, with forward slashes, in ordinal order.</param>
/// <param name="Told">How this is known: <c>since merge base 1a2b3c4 with main</c>; what is missing where it is not.</param>
public sealed record ChangedFiles(ImmutableArray<string> Paths, string Told)
{
    /// <summary>Whether the history told; where it did not, <see cref="Paths"/> is empty and means nothing.</summary>
    public bool IsKnown { get; init; } = true;

    /// <summary>Nothing is known, for this reason.</summary>
    public static ChangedFiles Unknown(string why) => new([], why) { IsKnown = false };
}
