using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Composing.Collecting;
using BuildkiteCi.Composing.Selecting;

namespace BuildkiteCi.Composing;

/// <summary>A build's whole pipeline, composed.</summary>
/// <param name="Uploads">In the order in which they are uploaded: the last one is on top of the build's page.</param>
/// <param name="Files">The files of the catalogue that are in it with the steps that are, generation by generation in the order in which
/// they read.</param>
/// <param name="MetaData">The build's meta-data, set before the uploads.</param>
public sealed record Composition(
    ImmutableArray<ComposedUpload> Uploads,
    ImmutableArray<ComposedFile> Files,
    ImmutableSortedDictionary<string, string> MetaData
)
{
    /// <summary>What was decided about each file of the catalogue, generation by generation.</summary>
    public ImmutableArray<FileChoice> Choices { get; init; } = [];

    /// <summary>Steps of the files that are in, which are not.</summary>
    public IEnumerable<LeftOutStep> LeftOut => Files.SelectMany(file => file.LeftOut);

    /// <summary>What is wrong with the uploads as they are: Buildkite would refuse them, or wait for ever.</summary>
    public ImmutableArray<Diagnostic> Refused { get; init; } = [];

    /// <summary>How many jobs Buildkite makes of it, parallelism and matrices counted out.</summary>
    public int JobCount => Uploads.Sum(upload => upload.JobCount);

    /// <summary>Jobs by the queue that they go to, the fullest first; a step that names none counts as <c>(default)</c>.</summary>
    public IEnumerable<(string Queue, int Jobs)> JobsPerQueue =>
        Uploads.SelectMany(upload => upload.JobsPerQueue)
            .GroupBy(queue => queue.Key, StringComparer.Ordinal)
            .Select(queue => (Queue: queue.Key, Jobs: queue.Sum(part => part.Value)))
            .OrderByDescending(queue => queue.Jobs).ThenBy(queue => queue.Queue, StringComparer.Ordinal);

    /// <summary>The paths of the files that are not in it, by the reason, the commonest first; a file that is out for each generation
    /// once.</summary>
    public IEnumerable<(string Reason, ImmutableArray<string> Paths)> Skipped =>
        Choices.Where(choice => !choice.IsIn)
            .GroupBy(choice => choice.Reason, choice => choice.File.Path, StringComparer.Ordinal)
            .Select(choices => (Reason: choices.Key, Paths: choices.Distinct(StringComparer.Ordinal).ToImmutableArray()))
            .OrderByDescending(skipped => skipped.Paths.Length).ThenBy(skipped => skipped.Reason, StringComparer.Ordinal);
}
