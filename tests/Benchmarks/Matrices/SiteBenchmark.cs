using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using BenchmarkDotNet.Attributes;
using BuildkiteCi.Core;
using BuildkiteCi.Matrices.Definitions;
using BuildkiteCi.Matrices.History;
using BuildkiteCi.Matrices.Results;
using BuildkiteCi.Matrices.Site;
using BuildkiteCi.Matrices.Tests.Site;

namespace Benchmarks.Matrices;

/// <summary>Time and size of the site for 2,000 subjects in 40 publications, without the disk.</summary>
[MemoryDiagnoser]
[Config(typeof(FewLongRuns))]
public class SiteBenchmark
{
    private ImmutableArray<BuildResults> publications;
    private CountingFiles files = new();

    [Params(200, 2000)]
    public int Subjects { get; set; }

    [GlobalSetup]
    public void Setup() => publications = ManyPublications.Of(Subjects, 40, "auto");

    [Benchmark]
    public int Write()
    {
        files = new CountingFiles();
        var history = new SupportHistoryBuilder(MatrixDefinitions.BuiltIn);
        foreach (var results in publications) history.Add(results);
        return SiteWriter.Write(history.Build(), new SiteSettings(), files, publications[^1].Publication.Date);
    }

    [GlobalCleanup]
    public void Tell() =>
        Console.WriteLine(
            $"// {Subjects} subjects: {files.Sizes.Count} files, {files.Sizes.Values.Sum() >> 20} MiB; index.html "
                + $"{files.Sizes["index.html"] >> 10} KiB, largest page {files.Sizes.Values.Max() >> 10} KiB"
        );

    // Takes what is written and keeps its size alone.
    private sealed class CountingFiles : IFileTree
    {
        public ConcurrentDictionary<string, long> Sizes { get; } = new(StringComparer.Ordinal);

        public string Root => "(nowhere)";

        public string? Read(string path) => null;

        public void Write(string path, string text) => Sizes[path] = Encoding.UTF8.GetByteCount(text);

        public void Write(string path, ReadOnlyMemory<byte> content) => Sizes[path] = content.Length;

        public ImmutableArray<string> List(string folder) => [];

        public void MakeFolder(string path)
        {
            // There are no folders here.
        }

        public void Delete(string path) => Sizes.TryRemove(path, out _);
    }
}
