using System.Collections.Immutable;

namespace BuildkiteCi.Matrices.Definitions;

/// <summary>In what a release must be no worse than the one before (the block <c>release_gate</c> of <c>ci.yml</c>).</summary>
public sealed record ReleaseGateSettings
{
    /// <summary>The implementations that it is about; none: all.</summary>
    public ImmutableArray<string> Implementations { get; init; } = [];

    /// <summary>The generations that it is about; none: all.</summary>
    public ImmutableArray<string> Generations { get; init; } = [];

    /// <summary>The matrices that it is about, by their keys; none: all.</summary>
    public ImmutableArray<string> Matrices { get; init; } = [];

    /// <summary>Whether what worked must still be tested.</summary>
    public bool StillTested { get; init; } = true;

    /// <summary>The share by which a speed may get worse; null: speeds do not matter.</summary>
    public double? SlowerBy { get; init; }
}
