using System.Collections.Immutable;
using BuildkiteCi.Composing.Builds.Facts;

namespace BuildkiteCi.Composing;

/// <summary>A pipeline file that comes along with the catalogue: the image build, another test suite.</summary>
/// <param name="Path">The file, relative to the root.</param>
public sealed record ListedPipeline(string Path)
{
    /// <summary>Where <c>ci.yml</c> names it.</summary>
    public SourceLocation Location { get; init; } = SourceLocation.Of(CiSettings.Path);

    /// <summary>Builds that it takes part in, by <see cref="Builds.BuildOccasion"/>; empty: all.</summary>
    public ImmutableArray<string> Builds { get; init; } = [];

    /// <summary>Whether it is expanded once for each generation, not once for the build.</summary>
    public bool PerGeneration { get; init; }

    /// <summary>Whether its steps read below the groups of the catalogue, not above them.</summary>
    public bool IsBelow { get; init; }

    /// <summary>Whether a build has it.</summary>
    public bool TakesPartIn(BuildIdentity identity) => Builds.IsEmpty || identity.IsAmong(Builds);
}
