using System.Collections.Immutable;

namespace BuildkiteCi.Benchmarks.Cases;

/// <summary>A file of benchmark cases: <c>cases/FOLDER/NAME.json</c>.</summary>
/// <param name="Path">Relative to the root.</param>
/// <param name="Cases">Those that could be understood, in order.</param>
public sealed record CaseFile(string Path, ImmutableArray<BenchmarkCase> Cases)
{
    /// <summary>The folder that holds the file: <c>daily</c>, <c>ci</c>.</summary>
    public string Folder => System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(Path)) ?? "";

    /// <summary>The file's name without <c>.json</c>.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);
}
