using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using BuildkiteCi.Benchmarks.History;
using BuildkiteCi.Benchmarks.Metrics;
using BuildkiteCi.Catalogue.Results;
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
    private const int Batch = 5000;

    private static readonly DateTimeOffset First = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly ImmutableArray<string> Metrics =
    [
        "request_throughput",
        "output_throughput",
        "total_token_throughput",
        "completed",
        "failed",
        "duration",
        "total_input_tokens",
        "total_output_tokens",
        .. from kind in new[] { "ttft", "tpot", "itl", "e2el" }
        from statistic in new[] { "mean", "median", "std", "p99" }
        select $"{statistic}_{kind}_ms",
    ];

    private readonly string folder = Directory.CreateTempSubdirectory("buildkiteci-history-").FullName;
    private RunHistory history = null!;

    [GlobalSetup]
    public async Task Fill()
    {
        history = new RunHistory(HistoryAddress.OfFile(Path.Combine(folder, "history.db")));
        var random = new Random(1);
        foreach (var batch in Enumerable.Range(0, Cases * Nights).Chunk(Batch))
            await history.KeepAsync([.. batch.Select(number => Run(number % Cases, number / Cases, random))], CancellationToken.None);
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
        return ReportPage.Write(HistoryReport.Of(series, "history.db", First, [])).Length;
    }

    [Benchmark]
    public Task KeepOneMore() => history.KeepAsync(Run(0, Nights, new Random(2)), CancellationToken.None);

    // Every case regresses once, at a night of its own.
    private static BenchmarkRun Run(int number, int night, Random random) =>
        new($"r{number}-{night}", $"case-{number}", "tpu7x-8", First.AddDays(night))
        {
            ConfigurationHash = "0123456789ab",
            Verdict = ReportVerdict.Ok,
            Status = "Passing",
            CommitTime = First.AddDays(night),
            Versions = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, [KeyValuePair.Create("tpu-inference", $"c{night}")]),
            Metrics =
            [
                .. Metrics
                    .Select(name => KnownMetrics.Named(name)!)
                    .Select(metric => new Measurement(
                        metric,
                        1000 * Math.Exp(0.015 * (random.NextDouble() + random.NextDouble() - 1)) * (night > 100 + number * 8 ? 1.05 : 1)
                    )),
            ],
        };
}
