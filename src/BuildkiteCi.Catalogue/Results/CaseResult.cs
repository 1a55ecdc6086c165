using System.Collections.Immutable;

namespace BuildkiteCi.Catalogue.Results;

/// <summary>What a benchmark case of a model measured on a generation: accuracy, throughput, latency, each beside its target.</summary>
/// <param name="Case">The case's name.</param>
/// <param name="Measurements">What was measured; at least one.</param>
public sealed record CaseResult(string Case, ImmutableArray<Measurement> Measurements);
