using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using BuildkiteCi.Benchmarks.History;
using BuildkiteCi.Benchmarks.Reports;

namespace Benchmarks.History;

/// <summary>The report over 100,000 runs: 100 cases for 1,000 nights, 24 metrics each, in SQLite. Read, looked at for changes, written as a
/// page.</summary>
[MemoryDiagnoser]
[SimpleJob(RunStrategy.Monitoring, warmupCount: 1, iterationCount: 3)]
public class HistoryReportBenchmark
{
    private const int Cases = 100;
    private const int Nights = 1000;

    private readonly string folder = Directory.CreateTempSubdirectory("buildkiteci-history-").FullName;
    private RunHistory history = null!;

    [GlobalSetup]
    public async Task Fill()
    {
        history = new RunHistory(HistoryAddress.OfFile(Path.Combine(folder, "history.db")));
        await history.KeepAsync(ManyRuns.Of(Cases, Nights), CancellationToken.None);
    }

    [GlobalCleanup]
    public void Remove()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [Benchmark]
    public Task<HistorySeries> Read() => HistorySeries.ReadAsync(history, onlyCase: null, CancellationToken.None);

    [Benchmark]
    public async Task<int> Report()
    {
        var series = await HistorySeries.ReadAsync(history, onlyCase: null, CancellationToken.None);
        return ReportPage.Write(HistoryReport.Of(series, "history.db", ManyRuns.First, [])).Length;
    }

    [Benchmark]
    public Task KeepOneMore() => history.KeepAsync(ManyRuns.Run(0, Nights, new Random(2)), CancellationToken.None);
}
