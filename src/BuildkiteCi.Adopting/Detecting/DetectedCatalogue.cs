using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Core;

namespace BuildkiteCi.Adopting.Detecting;

/// <summary>The folders of a repository's catalogue, where they are not the built-in ones.</summary>
/// <param name="Folders">All of them, each with the first file that was read; empty: the built-in ones fit.</param>
/// <param name="Implementations">Which folders builds of each implementation have, in their order; empty: nothing tells.</param>
internal sealed record DetectedCatalogue(
    ImmutableArray<(CatalogueFolder Folder, SourceLocation Place)> Folders,
    ImmutableArray<(string Name, ImmutableArray<string> Folders)> Implementations)
{
    /// <summary>The built-in folders fit.</summary>
    public static DetectedCatalogue BuiltIn { get; } = new([], []);

    /// <summary>Folders with subjects in no observed build and in no built-in folder, each with one of its files: nobody knows whether they
    /// belong to it.</summary>
    public ImmutableArray<(string Folder, SourceLocation Place)> Unknown { get; init; } = [];
}
