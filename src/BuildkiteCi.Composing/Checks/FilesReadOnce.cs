using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace BuildkiteCi.Composing.Checks;

/// <summary>A repository whose files are read once, however many checks ask for them at once. Cannot be written to.</summary>
/// <param name="files">The repository.</param>
internal sealed class FilesReadOnce(IFileTree files) : IFileTree
{
    private readonly ConcurrentDictionary<string, string?> texts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ImmutableArray<string>> lists = new(StringComparer.Ordinal);

    public string Root => files.Root;

    public string? Read(string path) => texts.GetOrAdd(path, files.Read);

    public ImmutableArray<string> List(string folder) => lists.GetOrAdd(folder, files.List);

    public void Write(string path, string text) => throw new NotSupportedException("a check writes nothing");

    public void Write(string path, ReadOnlyMemory<byte> content) => throw new NotSupportedException("a check writes nothing");

    public void MakeFolder(string path) => throw new NotSupportedException("a check writes nothing");

    public void Delete(string path) => throw new NotSupportedException("a check writes nothing");
}
