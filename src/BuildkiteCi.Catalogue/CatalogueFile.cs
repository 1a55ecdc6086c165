using System.Collections.Immutable;
using BuildkiteCi.Core.Text;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Catalogue;

/// <summary>A file of the catalogue, parsed and not yet expanded for a generation.</summary>
public sealed record CatalogueFile
{
    internal CatalogueFile(SourceFile source, CatalogueFolder folder, PipelineDocument pipeline)
    {
        Path = source.Path;
        Folder = folder;
        AsRead = source;
        Held = pipeline;
    }

    /// <summary>The key at the top of a file of what is meant for this library alone; Buildkite never sees it.</summary>
    public const string OwnBlock = "x-ci";

    /// <summary>The generations that the subject is limited to; empty: all.</summary>
    public ImmutableArray<Generation> Generations { get; init; } = [];

    /// <summary>The class that serves a model, as its <c>config.json</c> names it; null where the file does not say.</summary>
    public string? Architecture { get; init; }

    /// <summary>Addresses of the issues in which failures are followed, by stage.</summary>
    public ImmutableDictionary<Stage, WebAddress> Issues { get; init; } = ImmutableDictionary<Stage, WebAddress>.Empty;

    /// <summary>The file's path, relative to the root.</summary>
    public string Path { get; }

    /// <summary>The catalogue's folder that it lies in.</summary>
    public CatalogueFolder Folder { get; }

    /// <summary>The file as it was read; <see cref="WithoutText"/> there is none.</summary>
    /// <exception cref="InvalidOperationException">The text is gone.</exception>
    public SourceFile Source =>
        AsRead ?? throw new InvalidOperationException($"the text of '{Path}' is gone, and what looks at it was not meant to be asked");

    /// <summary>
    /// Its pipeline, without what is meant for this library alone (<c>x-ci</c>). Where the file is <see cref="Packed"/> it is made anew
    /// each time.
    /// </summary>
    public PipelineDocument Pipeline =>
        Held ?? PipelineDocument.Parse(Bytes!.Unpack(), Path).Value!.Without(OwnBlock);

    /// <summary>The file with its pipeline as few bytes: to be held among thousands of others.</summary>
    /// <param name="words">What it has in common with those.</param>
    public CatalogueFile Packed(PackedWords words) =>
        Held?.Source is { } root ? this with { Bytes = PackedYaml.Of(root, words), Held = null } : this;

    /// <summary>The file for who looks at its pipeline alone: to be held among 100,000 others.</summary>
    public CatalogueFile WithoutText() => this with { AsRead = null };

    /// <summary>The file with its pipeline in memory: to be looked at several times.</summary>
    public CatalogueFile Unpacked() => Held is null ? this with { Held = Pipeline } : this;

    private SourceFile? AsRead { get; init; }

    // A packed file has bytes, any other one its nodes.
    private PackedYaml? Bytes { get; init; }

    private PipelineDocument? Held { get; init; }

    /// <summary>Whether the subject is tested on this generation.</summary>
    public bool RunsOn(Generation generation) => Generations.IsEmpty || Generations.Any(generation.Is);

    /// <inheritdoc/>
    public override string ToString() => Path;
}
