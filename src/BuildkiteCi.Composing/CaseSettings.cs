using System.Collections.Immutable;
using BuildkiteCi.Composing.Builds;

namespace BuildkiteCi.Composing;

/// <summary>Benchmark cases that become steps.</summary>
public sealed record CaseSettings
{
    /// <summary>The folder of the case files, relative to the root; below it one folder a type (<c>BM_CASE_TYPE</c>, in lower case).</summary>
    public string Folder { get; init; } = ".buildkite/benchmark/cases";

    /// <summary>Builds that run them, by <see cref="BuildOccasion"/>.</summary>
    public ImmutableArray<string> Builds { get; init; } = [BuildKind.Benchmark.Name];

    /// <summary>The type where <c>BM_CASE_TYPE</c> says nothing.</summary>
    public string DefaultType { get; init; } = "daily";
}
