using System.Collections.Immutable;
using BuildkiteCi.Testing.Accuracy;

namespace BuildkiteCi.Benchmarks.Running;

/// <summary>What an evaluation gave.</summary>
/// <param name="Score">The score that is judged; null where there is none.</param>
/// <param name="Failure">Why there is none; null where there is.</param>
/// <param name="Diagnostics">What was found while it was read.</param>
internal sealed record EvaluationResult(AccuracyScore? Score, string? Failure, ImmutableArray<Diagnostic> Diagnostics);
