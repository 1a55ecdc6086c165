using System.Collections.Concurrent;
using System.Collections.Immutable;
using BuildkiteCi.Pipelines;

namespace BuildkiteCi.Composing.Checks;

/// <summary>Pipeline files, each parsed once, however many checks ask for it at once.</summary>
internal sealed class DocumentsReadOnce
{
    private readonly ConcurrentDictionary<string, Lazy<ImmutableArray<Diagnosed<PipelineDocument>>>> read = new(StringComparer.Ordinal);

    /// <summary>The documents of a file, not yet interpolated.</summary>
    public ImmutableArray<Diagnosed<PipelineDocument>> Read(SourceFile file) =>
        read.GetOrAdd(file.Path, _ => new(() => PipelineFile.Read(file))).Value;

    /// <summary>What can be read of these files, each once.</summary>
    public IEnumerable<PipelineDocument> Read(IEnumerable<SourceFile> files) =>
        files.DistinctBy(file => file.Path).SelectMany(file => Read(file)).Select(one => one.Value).OfType<PipelineDocument>();
}
