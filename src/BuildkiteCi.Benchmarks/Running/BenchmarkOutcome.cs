using System.Collections.Immutable;
using BuildkiteCi.Benchmarks.Judging;
using BuildkiteCi.Benchmarks.Metrics;
using BuildkiteCi.Benchmarks.Search;
using BuildkiteCi.Testing.Accuracy;

namespace BuildkiteCi.Benchmarks.Running;

/// <summary>What came of a run.</summary>
/// <param name="Judgement">What it is worth.</param>
/// <param name="Elapsed">From the first step to the last.</param>
public sealed record BenchmarkOutcome(Judgement Judgement, TimeSpan Elapsed)
{
    /// <summary>The client's report: of the best rate where there was a search; null where the client did not run.</summary>
    public ClientReport? Report { get; init; }

    /// <summary>The score; null where none was measured.</summary>
    public AccuracyScore? Accuracy { get; init; }

    /// <summary>The rate search; null where there was none.</summary>
    public RateSearchResult? Search { get; init; }

    /// <summary>The server's version, as its banner shows it; null where it is not known.</summary>
    public string? ServerVersion { get; init; }

    /// <summary>Versions of what lies under the server, by name: <c>jax</c>, <c>libtpu</c>; those that are known.</summary>
    public ImmutableSortedDictionary<string, string> Versions { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>What was found while results were read.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; init; } = [];
}
