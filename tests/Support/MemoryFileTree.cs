using System.Collections.Immutable;
using BuildkiteCi.Core;

namespace TestSupport;

/// <summary>Files that only a test sees.</summary>
internal sealed class MemoryFileTree : IFileTree
{
    private readonly SortedDictionary<string, string> files = new(StringComparer.Ordinal);

    public MemoryFileTree(params IEnumerable<(string Path, string Text)> files)
    {
        foreach (var (path, text) in files) this.files[path] = text;
    }

    public string Root => "(memory)";

    public string? Read(string path)
    {
        lock (files) return files.GetValueOrDefault(path);
    }

    public void Write(string path, string text)
    {
        lock (files) files[path] = text;
    }

    public void Write(string path, ReadOnlyMemory<byte> content) => Write(path, Convert.ToBase64String(content.Span));

    public ImmutableArray<string> List(string folder)
    {
        lock (files) return [.. files.Keys.Where(path => folder.Length == 0 || path.StartsWith(folder + "/", StringComparison.Ordinal))];
    }

    public void MakeFolder(string path)
    {
        // A folder without files is not to be seen here.
    }

    public void Delete(string path)
    {
        lock (files) files.Remove(path);
    }
}
