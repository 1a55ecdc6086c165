using System.Collections.Immutable;
using BuildkiteCi.Core;
using BuildkiteCi.Pipelines.Interpolation;

namespace BuildkiteCi.Adopting.Detecting;

/// <summary>A pipeline of Buildkite with a bootstrap of its own.</summary>
/// <param name="Name">What tells its script from the main one: <c>kernel-tuning</c>.</param>
/// <param name="Script">Its script.</param>
public sealed record DetectedPipeline(string Name, string Script)
{
    /// <summary>Its slug, or null where nothing tells it.</summary>
    public string? Slug { get; init; }

    /// <summary>The kind of its builds.</summary>
    public string Kind { get; init; } = "other";

    /// <summary>Variables that its files use and its script sets, as lines of YAML.</summary>
    public ImmutableArray<(string Line, SourceLocation? Place)> Variables { get; init; } = [];

    /// <summary>Its files, from the top of the page, as lines of YAML.</summary>
    public ImmutableArray<(string Line, SourceLocation? Place)> Files { get; init; } = [];
}
