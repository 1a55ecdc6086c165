using System.Collections.Immutable;

namespace BuildkiteCi.Benchmarks.Measuring;

/// <summary>Annotated series that were read together.</summary>
/// <param name="Series">By name.</param>
public sealed record AnnotatedSet(ImmutableArray<AnnotatedSeries> Series);
