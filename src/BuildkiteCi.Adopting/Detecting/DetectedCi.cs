using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Composing.Builds.Settings;
using BuildkiteCi.Core;
using BuildkiteCi.Pipelines.Interpolation;

namespace BuildkiteCi.Adopting.Detecting;

/// <summary>How a repository runs its CI today, as far as its files and observed builds tell.</summary>
public sealed record DetectedCi
{
    /// <summary>Its TPU generations, each with where it is set up; empty: nothing tells them.</summary>
    public ImmutableArray<(Generation Generation, SourceLocation? Place)> Generations { get; init; } = [];

    /// <summary>The catalogue's folders.</summary>
    internal DetectedCatalogue Catalogue { get; init; } = DetectedCatalogue.BuiltIn;

    /// <summary>Queues beside those of the generations.</summary>
    public ImmutableArray<(string Queue, SourceLocation? Place)> OtherQueues { get; init; } = [];

    /// <summary>Variables that scripts give to files, by generation, kind of build, or for all (an empty key).</summary>
    public ImmutableArray<(
        string Name,
        ImmutableArray<KeyValuePair<string, string>> Values,
        SourceLocation? Place
    )> Variables
    { get; init; } = [];

    /// <summary>Priorities by kind of build.</summary>
    public ImmutableSortedDictionary<string, int> Priorities { get; init; } = ImmutableSortedDictionary<string, int>.Empty;

    /// <summary>Slugs by kind of build.</summary>
    public ImmutableSortedDictionary<string, string> Slugs { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The label without which a pull request fails; null: every pull request is built.</summary>
    public (string Label, SourceLocation Place)? ReadyLabel { get; init; }

    /// <summary>Whether pull requests were tried, so that a missing label tells something.</summary>
    public bool TriedPullRequests { get; init; }

    /// <summary>Variables that tell which files changed.</summary>
    public ImmutableArray<(string Variable, ImmutableArray<string> Beginnings, SourceLocation Location)> ChangeFlags { get; init; } = [];

    /// <summary>Whom scheduled builds tell.</summary>
    public ImmutableArray<(string By, string To)> OnCall { get; init; } = [];

    /// <summary>Files that builds have, from the top of the page.</summary>
    public ImmutableArray<PipelineUse> Pipelines { get; init; } = [];

    /// <summary>Pipelines of Buildkite with files of their own.</summary>
    public ImmutableArray<DetectedPipeline> Others { get; init; } = [];

    /// <summary>Steps of ours, and what their predecessors declare, as lines of YAML.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<(string Line, SourceLocation? Place)>> Steps { get; init; } =
        ImmutableSortedDictionary.Create<string, ImmutableArray<(string Line, SourceLocation? Place)>>(StringComparer.Ordinal);

    /// <summary>Keys that other steps wait for, and ours in their place.</summary>
    public ImmutableSortedDictionary<string, string> ReplacedKeys { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Subjects that run on some generations alone.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<string>> OnlyOn { get; init; } =
        ImmutableSortedDictionary.Create<string, ImmutableArray<string>>(StringComparer.Ordinal);

    /// <summary>Benchmark cases; null: there are none.</summary>
    public DetectedCases? Cases { get; init; }

    /// <summary>The container image that tests run in, without its tag; null: no script starts a container, or it cannot be read.</summary>
    public (string Image, SourceLocation Place)? Image { get; init; }

    /// <summary>Markers in the README and the matrix of each.</summary>
    public ImmutableArray<(string Marker, string Matrix, SourceLocation Place)> Markers { get; init; } = [];

    /// <summary>What could not be read.</summary>
    public ImmutableArray<Question> Questions { get; init; } = [];
}

/// <summary>Something that could not be read, and that somebody who knows has to answer in <c>ci.yml</c>.</summary>
/// <param name="Location">Where it is.</param>
/// <param name="Text">What is to be answered, as a sentence.</param>
public sealed record Question(SourceLocation Location, string Text)
{
    /// <summary>Place and question.</summary>
    public override string ToString() => $"{Location}: {Text}";
}
