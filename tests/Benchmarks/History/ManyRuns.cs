using System.Collections.Immutable;
using BuildkiteCi.Benchmarks.History;
using BuildkiteCi.Benchmarks.Metrics;
using BuildkiteCi.Catalogue.Results;

namespace Benchmarks.History;

/// <summary>A history of many cases for many nights, 24 metrics a run. Every case regresses once, at a night of its own.</summary>
internal static class ManyRuns
{
    public static readonly DateTimeOffset First = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

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

    /// <summary>The runs night by night, made as they are asked for.</summary>
    public static IEnumerable<BenchmarkRun> Of(int cases, int nights)
    {
        var random = new Random(1);
        for (var night = 0; night < nights; night++)
        {
            for (var number = 0; number < cases; number++) yield return Run(number, night, random);
        }
    }

    public static BenchmarkRun Run(int number, int night, Random random) =>
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
