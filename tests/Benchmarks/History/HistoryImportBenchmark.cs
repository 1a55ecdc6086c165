using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using BuildkiteCi.Benchmarks.History;
using BuildkiteCi.Core;

namespace Benchmarks.History;

/// <summary>
/// Bringing exported runs in, a file of JSON lines, as BenchmarkReport --import does. <c>HISTORY_SERVER=postgres://USER@HOST/DATABASE</c>
/// measures that PostgreSQL beside SQLite; the runs stay in it.
/// </summary>
[Config(typeof(FewLongRuns))]
[MemoryDiagnoser]
public class HistoryImportBenchmark
{
    private const int Cases = 100;

    private readonly string folder = Directory.CreateTempSubdirectory("buildkiteci-import-").FullName;
    private string file = "";

    public static IEnumerable<string> Databases =>
        Environment.GetEnvironmentVariable("HISTORY_SERVER") is { Length: > 0 } server ? ["SQLite", server] : ["SQLite"];

    [ParamsSource(nameof(Databases))]
    public string Database { get; set; } = "";

    [Params(10_000, 100_000)]
    public int Runs { get; set; }

    [GlobalSetup]
    public void Write()
    {
        file = Path.Combine(folder, "runs.jsonl");
        using var lines = File.CreateText(file);
        foreach (var run in ManyRuns.Of(Cases, Runs / Cases)) lines.Write(RunLines.Write(run) + "\n");
    }

    [GlobalCleanup]
    public void Remove()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [Benchmark]
    public async Task<int> Import()
    {
        var history = new RunHistory(Address());
        var found = ImmutableArray.CreateBuilder<Diagnostic>();
        using var text = File.OpenText(file);
        return await history.KeepAsync(RunLines.Read(file, text, found), CancellationToken.None);
    }

    // An empty file each time; on a server the same runs are replaced, which is more work than to add them.
    private HistoryAddress Address() =>
        Database == "SQLite"
            ? HistoryAddress.OfFile(Path.Combine(folder, $"{Guid.NewGuid():N}.db"))
            : HistoryAddress.Parse(Database).Address ?? throw new InvalidOperationException($"HISTORY_SERVER is no address: {Database}");
}
