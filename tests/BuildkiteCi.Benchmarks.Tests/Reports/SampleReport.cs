using System.Collections.Immutable;
using BuildkiteCi.Benchmarks.Changes;
using BuildkiteCi.Benchmarks.History;
using BuildkiteCi.Benchmarks.Metrics;
using BuildkiteCi.Benchmarks.Reports;
using BuildkiteCi.Benchmarks.Tests.Changes;

namespace BuildkiteCi.Benchmarks.Tests.Reports;

/// <summary>A made-up history of a few cases: steps, a dip, drift, releases, targets, an earlier configuration, and one with a nasty
/// name.</summary>
internal static class SampleReport
{
    public static readonly DateTimeOffset Written = new(2026, 8, 22, 6, 0, 0, TimeSpan.Zero);

    public static HistoryReport Make(int nights = 150)
    {
        var noise = SimulatedSeries.Noise(new Random(1), nights, 0.012);
        (string Case, string Device, string Metric, string Unit, double Level, Func<int, double> Move)[] rows =
        [
            (
                "Qwen3-4B-dataset_custom-inlen_4096-outlen_1024-CI",
                "v6e-1",
                "request_throughput",
                "req/s",
                11.5,
                i => i >= nights * 2 / 3 ? -0.06 : 0
            ),
            (
                "Qwen3-4B-dataset_custom-inlen_4096-outlen_1024-CI",
                "v6e-1",
                "p99_e2el_ms",
                "ms",
                61_000,
                i => i >= nights * 2 / 3 ? 0.07 : 0
            ),
            (
                "Gemma4-31B-1k/500-GBS256",
                "tpu7x-8",
                "output_throughput",
                "tok/s",
                6100,
                i =>
                    i >= nights / 2 && i < nights / 2 + 4 ? -0.12
                    : i >= nights * 4 / 5 ? 0.05
                    : 0
            ),
            ("Llama-3.3-70B-dataset_mmlu-inlen_1800-outlen_128", "tpu7x-8", "exact_match,strict_match", "fraction", 0.78, _ => 0),
            ("DeepSeek-R1 <b>1k/8k</b> & \"co\"", "tpu7x-16", "median_ttft_ms", "ms", 1450, i => 0.12 * i / nights),
        ];
        var runs = ImmutableArray.CreateBuilder<HistoryRun>();
        var series = ImmutableArray.CreateBuilder<Series>();
        Series? earlier = null;
        var targets = ImmutableDictionary.CreateBuilder<SeriesKey, double>();
        foreach (var row in rows)
        {
            var key = new SeriesKey(row.Case, row.Device, KnownMetrics.Of(row.Metric, row.Unit), "0123456789ab");
            var points = ImmutableArray.CreateBuilder<SeriesPoint>();
            for (var i = 0; i < nights; i++)
            {
                var night = Written.AddDays(i - nights + 1);
                var release = i == nights / 3 ? "v0.13.0" : i == nights * 3 / 4 ? "v0.14.0rc1" : null;
                // vLLM follows every fifty nights; full hashes have forty digits.
                var versions = ImmutableSortedDictionary<string, string>
                    .Empty.Add("tpu-inference", $"c{i:0000}{0:d35}")
                    .Add("vllm", $"a{i / 50:0000}{0:d35}");
                points.Add(
                    new SeriesPoint(
                        runs.Count,
                        DateOnly.FromDateTime(night.UtcDateTime),
                        versions["tpu-inference"],
                        row.Level * Math.Exp(noise[(i + series.Count * 17) % nights] + row.Move(i))
                    )
                    {
                        Versions = versions,
                    }
                );
                runs.Add(
                    new HistoryRun(
                        $"r{runs.Count}",
                        row.Case,
                        row.Device,
                        key.Configuration,
                        versions,
                        versions["tpu-inference"],
                        night,
                        release,
                        "https://buildkite.com/o/p/builds/1#2",
                        row.Metric == "p99_e2el_ms" ? "Failing" : "Passing",
                        true
                    )
                );
            }

            if (row.Metric is "request_throughput" or "p99_e2el_ms") targets[key] = row.Metric == "p99_e2el_ms" ? 64_000 : 10.5;
            // The third case had another configuration for its first nights.
            var (from, all) = (series.Count == 2 ? nights / 5 : 0, points.ToImmutable());
            if (from > 0) earlier = new Series(key with { Configuration = "fedcba987654" }, all[..from]);
            series.Add(new Series(key, all[from..]));
        }

        if (earlier is not null) series.Add(earlier);
        var history = new HistorySeries(series.ToImmutable(), runs.ToImmutable(), targets.ToImmutable());
        var alerts = AlertBook.Update([], HistoryReport.Detect([.. history.Series])).All;
        return HistoryReport.Of(history, "benchmarks.db", Written, alerts);
    }
}
