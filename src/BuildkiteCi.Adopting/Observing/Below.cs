using System.Collections.Immutable;
using BuildkiteCi.Core;

namespace BuildkiteCi.Adopting.Observing;

/// <summary>The files below a folder of other files.</summary>
internal sealed class Below(IFileTree files, string folder) : IFileTree
{
    public string Root => $"{files.Root}/{folder}";

    public string? Read(string path) => files.Read($"{folder}/{path}");

    public void Write(string path, string text) => files.Write($"{folder}/{path}", text);

    public void Write(string path, ReadOnlyMemory<byte> content) => files.Write($"{folder}/{path}", content);

    public ImmutableArray<string> List(string below) => [.. files.List($"{folder}/{below}").Select(path => path[(folder.Length + 1)..])];

    public void MakeFolder(string path) => files.MakeFolder($"{folder}/{path}");

    public void Delete(string path) => files.Delete($"{folder}/{path}");
}
