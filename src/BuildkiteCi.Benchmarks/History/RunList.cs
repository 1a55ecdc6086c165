using System.Collections.Immutable;

namespace BuildkiteCi.Benchmarks.History;

/// <summary>Runs that were read from a file.</summary>
/// <param name="Runs">In the file's order.</param>
public sealed record RunList(ImmutableArray<BenchmarkRun> Runs);
