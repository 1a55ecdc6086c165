using System.Collections.Concurrent;
using BuildkiteCi.Matrices.Definitions;
using BuildkiteCi.Matrices.History;
using BuildkiteCi.Matrices.Json;
using BuildkiteCi.Matrices.Results;

namespace BuildkiteCi.Matrices.Publishing;

/// <summary>What a repository has published before: its results files.</summary>
/// <param name="files">The repository's files.</param>
public sealed class PublishedResults(IFileTree files)
{
    private const int MostReaders = 2;

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
        var paths = files
            .List(
                implementation is null
                    ? $"{PublishedLayout.Root}/results"
                    : new PublishedLayout(new Publication(implementation, default)).AllResults
            )
            .Where(path => path.EndsWith(".json", StringComparison.Ordinal));
        foreach (var read in Ahead([.. paths], except))
        {
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

    // As many at once as there are readers, and never more: each file is large.
    private IEnumerable<Diagnosed<BuildResults>> Ahead(string[] paths, Publication? except)
    {
        var idle = new ConcurrentBag<Reader>();
        for (var count = Math.Min(MostReaders, Environment.ProcessorCount); count > 0; count--) idle.Add(new Reader(files));
        var most = idle.Count;
        var old = Old(paths, except);
        var ahead = new Queue<Task<Diagnosed<BuildResults>>>();
        foreach (var path in paths)
        {
            if (ahead.Count == most) yield return ahead.Dequeue().GetAwaiter().GetResult();
            ahead.Enqueue(Task.Run(() => Read(path)));
        }

        while (ahead.TryDequeue(out var last)) yield return last.GetAwaiter().GetResult();

        Diagnosed<BuildResults> Read(string path)
        {
            idle.TryTake(out var reader);
            var read = reader!.Read(path, old.Contains(path));
            idle.Add(reader);
            return read;
        }
    }

    // Files of which a history keeps little, since a later publication of their sort is there.
    private HashSet<string> Old(string[] paths, Publication? except)
    {
        var reader = new Reader(files);
        var newest = new Dictionary<(string, bool), (string Path, Publication Publication)>();
        var old = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            if (reader.ReadPublication(path) is not { } publication) continue;
            if (except?.Implementation == publication.Implementation && except.Title == publication.Title) continue;
            var kind = (publication.Implementation, publication.Release is not null);
            if (newest.TryGetValue(kind, out var other) && !SupportHistoryBuilder.IsNewer(publication, other.Publication))
            {
                old.Add(path);
                continue;
            }

            if (other.Path is { } earlier) old.Add(earlier);
            newest[kind] = (path, publication);
        }

        return old;
    }

    private sealed class Reader(IFileTree files)
    {
        // A file begins with what it is about.
        private const int Start = 4096;

        private readonly QuickResultsReader quick = new();

        private byte[] buffer = new byte[Start];

        public Publication? ReadPublication(string path)
        {
            using var stream = files.Open(path, new List<Diagnostic>());
            return stream is null
                ? null
                : quick.ReadPublication(buffer.AsSpan(0, stream.ReadAtLeast(buffer, Start, throwOnEndOfStream: false)));
        }

        public Diagnosed<BuildResults> Read(string path, bool brief)
        {
            var found = new List<Diagnostic>();
            using var stream = files.Open(path, found);
            return stream is null
                ? Diagnosed.With<BuildResults>(null, found)
                : ResultsFileReader.Read(path, ReadAll(stream), quick, brief);
        }

        private ReadOnlyMemory<byte> ReadAll(Stream stream)
        {
            var length = 0;
            while (true)
            {
                if (length == buffer.Length) Array.Resize(ref buffer, (int)Math.Max(length * 2L, stream.Length + 1));
                var read = stream.Read(buffer, length, buffer.Length - length);
                if (read == 0) return buffer.AsMemory(0, length);
                length += read;
            }
        }
    }

    /// <summary>Whether a release, or a night, of the publication's implementation was read.</summary>
    public bool KnowsKindOf(Publication publication) => kinds.Contains((publication.Implementation, publication.Release is not null));

    /// <summary>Whether this very release or night was read.</summary>
    public bool Knows(Publication publication) => titles.Contains((publication.Implementation, publication.Title));
}
