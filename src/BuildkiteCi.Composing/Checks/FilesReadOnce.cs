using System.Collections.Immutable;

namespace BuildkiteCi.Composing.Checks;

/// <summary>A repository whose files are read once, however many checks ask for them. Cannot be written to.</summary>
/// <param name="files">The repository.</param>
internal sealed class FilesReadOnce(IFileTree files) : IFileTree
{
    private readonly Dictionary<string, string?> texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ImmutableArray<string>> lists = new(StringComparer.Ordinal);

    public string Root => files.Root;

    public string? Read(string path) => texts.TryGetValue(path, out var text) ? text : texts[path] = files.Read(path);

    public ImmutableArray<string> List(string folder) =>
        lists.TryGetValue(folder, out var paths) ? paths : lists[folder] = files.List(folder);

    public void Write(string path, string text) => throw new NotSupportedException("a check writes nothing");

    public void Write(string path, ReadOnlyMemory<byte> content) => throw new NotSupportedException("a check writes nothing");

    public void MakeFolder(string path) => throw new NotSupportedException("a check writes nothing");

    public void Delete(string path) => throw new NotSupportedException("a check writes nothing");
}
