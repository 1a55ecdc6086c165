using System.Collections.Immutable;

namespace BuildkiteCi.Matrices.Reading;

/// <summary>The features that pass by definition.</summary>
/// <param name="Features">Each once, in the file's order.</param>
public sealed record DefaultFeatureList(ImmutableArray<ListedSubject> Features);
