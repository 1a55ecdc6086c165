using System.Collections.Immutable;
using BuildkiteCi.Matrices.Json;
using BuildkiteCi.Matrices.Releases;
using BuildkiteCi.Matrices.Results;

namespace BuildkiteCi.Matrices.Publishing;

/// <summary>What a repository has published before: its results files.</summary>
/// <param name="Publications">Every publication that could be read.</param>
public sealed record PublishedHistory(ImmutableArray<BuildResults> Publications)
{
    /// <summary>Reads the results files of a working copy.</summary>
    /// <returns>All that could be read. What could not is a warning: an old file must not keep a new publication back.</returns>
    public static Diagnosed<PublishedHistory> Read(IFileTree files)
    {
        var unusable = new List<Diagnostic>();
        var read = files.ReadAll(files.List($"{PublishedLayout.Root}/results").Where(path => path.EndsWith(".json", StringComparison.Ordinal)), unusable)
            .Select(ResultsFileReader.Read)
            .ToArray();
        return Diagnosed.With(
            new PublishedHistory([.. read.Select(file => file.Value).OfType<BuildResults>()]),
            unusable.Concat(read.SelectMany(file => file.Diagnostics)).Select(diagnostic => diagnostic with { Severity = Severity.Warning }));
    }

    /// <summary>The history with new results in it; they take the place of what was published under the same title.</summary>
    public PublishedHistory With(BuildResults results) => new(
    [
        .. Publications.Where(one => one.Publication.Implementation != results.Publication.Implementation || one.Publication.Title != results.Publication.Title),
        results,
    ]);

    /// <summary>Whether a release, or a night, of the publication's implementation has left a results file.</summary>
    public bool KnowsKindOf(Publication publication) => Publications.Any(one =>
        one.Publication.Implementation == publication.Implementation && one.Publication.Release is null == publication.Release is null);

    /// <summary>What changed in results since the publication before them.</summary>
    public Comparison Compare(BuildResults results)
    {
        var history = PublicationHistory.Of(With(results).Publications).Single(one => one.Implementation == results.Publication.Implementation);
        return Comparison.Of(results, history.Before(results.Publication));
    }
}
