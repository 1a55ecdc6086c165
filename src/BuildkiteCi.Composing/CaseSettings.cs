using System.Collections.Immutable;
using BuildkiteCi.Composing.Builds;

namespace BuildkiteCi.Composing;

/// <summary>Benchmark cases that become steps.</summary>
public sealed record CaseSettings
{
    /// <summary>The folder of the case files, relative to the root; below it one folder a type (<c>BM_CASE_TYPE</c>, in lower case).</summary>
    public required string Folder { get; init; }

    /// <summary>Builds that run them, by <see cref="BuildOccasion"/>.</summary>
    public required ImmutableArray<string> Builds { get; init; }

    /// <summary>The type where <c>BM_CASE_TYPE</c> says nothing.</summary>
    public required string DefaultType { get; init; }
}
