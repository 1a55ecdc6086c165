using System.Collections.Immutable;
using BuildkiteCi.Core.Text;
using BuildkiteCi.Pipelines;

namespace BuildkiteCi.Catalogue;

/// <summary>A file of the catalogue, parsed and not yet expanded for a generation.</summary>
/// <param name="Source">The file as it was read.</param>
/// <param name="Folder">The catalogue's folder that it lies in.</param>
/// <param name="Pipeline">Its pipeline, without what is meant for this library alone (<c>x-ci</c>).</param>
public sealed record CatalogueFile(SourceFile Source, CatalogueFolder Folder, PipelineDocument Pipeline)
{
    /// <summary>The key at the top of a file of what is meant for this library alone; Buildkite never sees it.</summary>
    public const string OwnBlock = "x-ci";

    /// <summary>The generations that the subject is limited to; empty: all.</summary>
    public ImmutableArray<Generation> Generations { get; init; } = [];

    /// <summary>The class that serves a model, as its <c>config.json</c> names it; null where the file does not say.</summary>
    public string? Architecture { get; init; }

    /// <summary>Addresses of the issues in which failures are followed, by stage.</summary>
    public ImmutableDictionary<Stage, WebAddress> Issues { get; init; } = ImmutableDictionary<Stage, WebAddress>.Empty;

    /// <summary>The file's path, relative to the root.</summary>
    public string Path => Source.Path;

    /// <summary>Whether the subject is tested on this generation.</summary>
    public bool RunsOn(Generation generation) => Generations.IsEmpty || Generations.Any(generation.Is);

    /// <inheritdoc/>
    public override string ToString() => Path;
}
