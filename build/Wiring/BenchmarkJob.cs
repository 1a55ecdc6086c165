using BuildkiteCi.Benchmarks.Running;
using BuildkiteCi.Testing;

namespace Build.Wiring;

/// <summary>A benchmark that is asked for.</summary>
/// <param name="Plan">What is run.</param>
/// <param name="Stage">The catalogue's stage that it is; null for a case, which is no row of the matrix.</param>
internal sealed record BenchmarkJob(BenchmarkPlan Plan, StageJob? Stage);
