using System.Collections.Immutable;
using BuildkiteCi.Composing.Builds;
using BuildkiteCi.Pipelines.Interpolation;

namespace BuildkiteCi.Composing.Settings;

/// <summary>A pipeline of Buildkite whose builds have their own files and nothing of the catalogue: kernel tuning, experiments.</summary>
/// <param name="Name">By which <c>--pipeline</c> names it.</param>
public sealed record OtherPipeline(string Name)
{
    /// <summary>Its slug (<c>BUILDKITE_PIPELINE_SLUG</c>), or null: then only <c>--pipeline</c> chooses it.</summary>
    public string? Slug { get; init; }

    /// <summary>The kind of all its builds.</summary>
    public BuildKind Kind { get; init; } = BuildKind.Other;

    /// <summary>Whether its builds tell anybody that they failed.</summary>
    public bool Notifies { get; init; }

    /// <summary>Variables of its builds.</summary>
    public ImmutableArray<BuildVariable> Variables { get; init; } = [];

    /// <summary>Its files, in the order in which they are on the page.</summary>
    public ImmutableArray<ListedPipeline> Pipelines { get; init; } = [];
}
