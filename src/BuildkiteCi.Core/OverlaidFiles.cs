using System.Collections.Immutable;

namespace BuildkiteCi.Core;

/// <summary>A repository with some of its files as they were, or as they will be. Cannot be written to.</summary>
/// <param name="files">The repository.</param>
/// <param name="others">Texts of files that differ; null for one that is not there.</param>
public sealed class OverlaidFiles(IFileTree files, ImmutableSortedDictionary<string, string?> others) : IFileTree
{
    private const string Refusal = "these files are only read";

    /// <inheritdoc/>
    public string Root => files.Root;

    /// <inheritdoc/>
    public string? Read(string path) => others.TryGetValue(path, out var text) ? text : files.Read(path);

    /// <inheritdoc/>
    public ImmutableArray<string> List(string folder) =>
        [
            .. files
                .List(folder)
                .Where(path => !others.ContainsKey(path))
                .Concat(
                    others
                        .Where(file =>
                            file.Value is not null && (folder.Length == 0 || file.Key.StartsWith($"{folder}/", StringComparison.Ordinal))
                        )
                        .Select(file => file.Key)
                )
                .Order(StringComparer.Ordinal),
        ];

    /// <inheritdoc/>
    public void Write(string path, string text) => throw new NotSupportedException(Refusal);

    /// <inheritdoc/>
    public void Write(string path, ReadOnlyMemory<byte> content) => throw new NotSupportedException(Refusal);

    /// <inheritdoc/>
    public void MakeFolder(string path) => throw new NotSupportedException(Refusal);

    /// <inheritdoc/>
    public void Delete(string path) => throw new NotSupportedException(Refusal);
}
