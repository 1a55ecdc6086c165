using System.Collections.Immutable;

namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>Series that were read from one file.</summary>
/// <param name="File">The file as it was named.</param>
/// <param name="Series">In the order in which they begin.</param>
public sealed record SeriesSet(string File, ImmutableArray<Series> Series);
