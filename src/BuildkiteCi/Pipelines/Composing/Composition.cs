using System.Collections.Immutable;
using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Pipelines.Composing;

/// <summary>A build's whole pipeline, composed.</summary>
/// <param name="Uploads">In the order in which they are uploaded: the last one stands on top of the build's page.</param>
/// <param name="Files">The files of the catalogue that are in it, expanded, generation by generation in the order in which they read.</param>
/// <param name="MetaData">What the build's meta-data says of it, set before the uploads.</param>
public sealed record Composition(ImmutableArray<ComposedUpload> Uploads, ImmutableArray<ExpandedFile> Files, ImmutableSortedDictionary<string, string> MetaData);
