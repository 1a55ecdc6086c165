using BuildkiteCi.Catalogue;
using BuildkiteCi.Pipelines.Interpolation;

namespace BuildkiteCi.Composing.Collecting;

/// <summary>Expands files for one generation of a build. What it makes is nowhere held: who needs a file's steps again expands it
/// again.</summary>
/// <param name="Generation">The generation.</param>
/// <param name="Variables">The build's variables for it.</param>
internal sealed record FileExpansion(Generation Generation, Variables Variables)
{
    /// <summary>The file as Buildkite will see it, and what is wrong with it.</summary>
    public Diagnosed<ExpandedFile> Of(CatalogueFile file) => file.For(Generation, Variables);
}
