using BuildkiteCi.Matrices.Definitions;
using BuildkiteCi.Matrices.History;
using BuildkiteCi.Matrices.Json;
using BuildkiteCi.Matrices.Results;

namespace BuildkiteCi.Matrices.Publishing;

/// <summary>What a repository has published before: its results files, read one at a time.</summary>
/// <param name="files">The repository's files.</param>
public sealed class PublishedResults(IFileTree files)
{
    private readonly HashSet<(string Implementation, bool IsRelease)> kinds = [];

    private readonly HashSet<(string Implementation, string Title)> titles = [];

    /// <summary>Adds every results file to a history.</summary>
    /// <param name="history">Collects them.</param>
    /// <param name="except">A publication that is published again: what there is of it is passed over.</param>
    /// <param name="implementation">An implementation whose files are read alone; null: all.</param>
    /// <returns>What could not be read, as warnings: an old file must not keep a new publication back.</returns>
    public IReadOnlyList<Diagnostic> AddTo(SupportHistoryBuilder history, Publication? except, string? implementation = null)
    {
        var found = new List<Diagnostic>();
        var texts = new SharedTexts();
        var paths = files
            .List(
                implementation is null
                    ? $"{PublishedLayout.Root}/results"
                    : new PublishedLayout(new Publication(implementation, default)).AllResults
            )
            .Where(path => path.EndsWith(".json", StringComparison.Ordinal));
        foreach (var parsed in Ahead(paths.Select<string, Func<Parsed>>(path => () => Parse(path, texts))))
        {
            found.AddRange(parsed.Found);
            if (parsed.Results is null) continue;
            var read = ResultsFileReader.Read(parsed.Results, texts);
            found.AddRange(read.Diagnostics);
            if (
                read.Value is not { } results
                || (except?.Implementation == results.Publication.Implementation && except.Title == results.Publication.Title)
            )
                continue;
            kinds.Add((results.Publication.Implementation, results.Publication.Release is not null));
            titles.Add((results.Publication.Implementation, results.Publication.Title));
            history.Add(results);
        }

        return [.. found.Select(diagnostic => diagnostic with { Severity = Severity.Warning })];
    }

    private Parsed Parse(string path, SharedTexts texts)
    {
        var found = new List<Diagnostic>();
        using var stream = files.Open(path, found);
        return new Parsed(stream is null ? null : ResultsFileReader.Parse(path, stream, texts), found);
    }

    // While a file is understood the next one is parsed, and never more than that: each is large.
    private static IEnumerable<Parsed> Ahead(IEnumerable<Func<Parsed>> work)
    {
        Task<Parsed>? next = null;
        foreach (var one in work)
        {
            var ready = next?.GetAwaiter().GetResult();
            next = Task.Run(one);
            if (ready is not null) yield return ready;
        }

        if (next is not null) yield return next.GetAwaiter().GetResult();
    }

    private sealed record Parsed(ResultsFileReader.ParsedResults? Results, List<Diagnostic> Found);

    /// <summary>Whether a release, or a night, of the publication's implementation was read.</summary>
    public bool KnowsKindOf(Publication publication) => kinds.Contains((publication.Implementation, publication.Release is not null));

    /// <summary>Whether this very release or night was read.</summary>
    public bool Knows(Publication publication) => titles.Contains((publication.Implementation, publication.Title));
}
