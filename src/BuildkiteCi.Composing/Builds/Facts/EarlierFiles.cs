using System.Collections.Immutable;

namespace BuildkiteCi.Composing.Builds.Facts;

/// <summary>A repository as it was before a change: its files of now, with those that the change touched as they were. Cannot be written to.</summary>
/// <param name="now">The repository.</param>
/// <param name="before">Texts of the touched files; null for one that was not there.</param>
internal sealed class EarlierFiles(IFileTree now, ImmutableSortedDictionary<string, string?> before) : IFileTree
{
    public string Root => now.Root;

    public string? Read(string path) => before.TryGetValue(path, out var text) ? text : now.Read(path);

    public ImmutableArray<string> List(string folder) =>
    [
        .. now.List(folder).Where(path => !before.ContainsKey(path))
            .Concat(before.Where(file => file.Value is not null && (folder.Length == 0 || file.Key.StartsWith($"{folder}/", StringComparison.Ordinal))).Select(file => file.Key))
            .Order(StringComparer.Ordinal),
    ];

    public void Write(string path, string text) => throw new NotSupportedException("what was cannot be changed");

    public void Write(string path, ReadOnlyMemory<byte> content) => throw new NotSupportedException("what was cannot be changed");

    public void MakeFolder(string path) => throw new NotSupportedException("what was cannot be changed");

    public void Delete(string path) => throw new NotSupportedException("what was cannot be changed");
}
