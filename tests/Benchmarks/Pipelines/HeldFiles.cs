using System.Collections.Immutable;
using BuildkiteCi.Core;

namespace Benchmarks.Pipelines;

/// <summary>Files that are in memory, so that no disk is measured.</summary>
internal sealed class HeldFiles(ImmutableArray<SourceFile> held) : IFileTree
{
    private readonly Dictionary<string, string> texts = held.ToDictionary(file => file.Path, file => file.Text, StringComparer.Ordinal);

    public string Root => "(memory)";

    public string? Read(string path) => texts.GetValueOrDefault(path);

    public void Write(string path, string text) => throw new NotSupportedException();

    public ImmutableArray<string> List(string folder) =>
        [.. texts.Keys.Where(path => path.StartsWith($"{folder}/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    public void MakeFolder(string path) => throw new NotSupportedException();

    public void Delete(string path) => throw new NotSupportedException();
}
