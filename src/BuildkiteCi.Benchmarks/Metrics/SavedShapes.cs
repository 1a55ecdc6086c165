using System.Collections.Immutable;
using BuildkiteCi.Core.Json;

namespace BuildkiteCi.Benchmarks.Metrics;

/// <summary>Results that other clients than <c>vllm bench serve</c> save: each is recognised by members that only it has.</summary>
internal static class SavedShapes
{
    private static readonly ImmutableArray<(
        string Name,
        Func<JsonObjectPart, bool> Is,
        Func<JsonObjectPart, IEnumerable<Measurement>> Read
    )> Known =
    [
        (OfflineBench.Throughput, run => run["requests_per_second"] is not null && run["elapsed_time"] is not null, run => Throughput(run)),
        (OfflineBench.Latency, run => run["avg_latency"] is JsonNumberPart && run["percentiles"] is JsonObjectPart, Latency),
        ("sglang.bench_serving", run => run["mean_e2e_latency_ms"] is not null, Sglang),
        (GenAiPerfTable.Name, run => run["request_throughput"] is JsonObjectPart, GenAiPerf),
        (JetStreamReport.Name, run => run["metrics"] is JsonObjectPart && run["dimensions"] is JsonObjectPart, JetStream),
    ];

    // Where a result is another tool's that is no client.
    private static readonly ImmutableArray<(Func<JsonObjectPart, bool> Is, string Name, string Fix)> Foreign =
    [
        (
            run => run["results"] is JsonObjectPart && (run["config"] is not null || run["n-shot"] is not null),
            "lm_eval",
            "name it with --accuracy-file"
        ),
        (
            run => run["architectures"] is not null || run["model_type"] is not null,
            "a model's configuration",
            "name the file that the client saved"
        ),
    ];

    /// <summary>The client and what it measured; null where the object is none of theirs.</summary>
    public static (string Client, RunMetrics Metrics)? Of(JsonObjectPart run)
    {
        var shape = Known.FirstOrDefault(known => known.Is(run));
        return shape.Read is null
            ? null
            : (
                shape.Name,
                new RunMetrics([
                    .. shape.Read(run).Where(one => double.IsFinite(one.Value) && one.Value >= 0).DistinctBy(one => one.Metric.Name),
                ])
            );
    }

    /// <summary>What an object is that holds no metric, and what to do about it.</summary>
    public static (string What, string Fix) Named(JsonObjectPart run)
    {
        var known = Foreign.FirstOrDefault(one => one.Is(run));
        return known.Name is null
            ? ("the object holds no metric of a benchmark's client", "name the file that the client saved")
            : ($"this is the output of {known.Name}; it holds no metric of a benchmark's client", known.Fix);
    }

    private static ImmutableArray<Measurement> Throughput(JsonObjectPart run) =>
        Numbers(
            run,
            ("elapsed_time", KnownMetrics.Duration),
            ("num_requests", KnownMetrics.Completed),
            ("requests_per_second", KnownMetrics.RequestThroughput),
            ("tokens_per_second", KnownMetrics.TotalThroughput)
        );

    // Seconds, of a batch from end to end.
    private static IEnumerable<Measurement> Latency(JsonObjectPart run) =>
        Numbers(run, ("avg_latency", KnownMetrics.Latency("mean", "e2el")))
            .Concat(
                ((JsonObjectPart)run["percentiles"]!)
                    .Members.Where(member => member.Value is JsonNumberPart)
                    .Select(member => new Measurement(OfflineBench.Percentile(member.Name), ((JsonNumberPart)member.Value).Value))
            )
            .Select(one => one with { Value = one.Value * 1000 });

    private static IEnumerable<Measurement> Sglang(JsonObjectPart run)
    {
        foreach (var member in run.Members)
        {
            var name = member.Name switch
            {
                "total_throughput" => KnownMetrics.TotalThroughput.Name,
                "accept_length" => "spec_decode_acceptance_length",
                var same => same.Replace("e2e_latency", "e2el", StringComparison.Ordinal),
            };
            if (KnownMetrics.Named(name) is { } metric && member.Value is JsonNumberPart number)
                yield return new Measurement(metric, number.Value);
        }
    }

    private static IEnumerable<Measurement> GenAiPerf(JsonObjectPart run)
    {
        foreach (
            var (name, metric) in new[]
            {
                ("request_throughput", KnownMetrics.RequestThroughput),
                ("output_token_throughput", KnownMetrics.OutputThroughput),
                ("request_count", KnownMetrics.Completed),
            }
        )
        {
            if (run[name] is JsonObjectPart { } rate && rate["avg"] is JsonNumberPart number)
                yield return new Measurement(metric, number.Value);
        }

        foreach (
            var (name, latency) in new[] { ("time_to_first_token", "ttft"), ("inter_token_latency", "itl"), ("request_latency", "e2el") }
        )
        {
            if (run[name] is not JsonObjectPart statistics) continue;
            var scale = (statistics["unit"] as JsonTextPart)?.Text switch { "ns" => 1e-6, "us" => 1e-3, "s" => 1e3, _ => 1.0 };
            foreach (var member in statistics.Members)
            {
                var statistic = member.Name switch
                {
                    "avg" => "mean",
                    "std" => "std",
                    "p50" => "median",
                    ['p', >= '0' and <= '9', ..] => member.Name,
                    _ => null,
                };
                if (statistic is not null && member.Value is JsonNumberPart number)
                    yield return new Measurement(KnownMetrics.Latency(statistic, latency), number.Value * scale);
            }
        }
    }

    // Names differ from version to version, in letter case too; one has written its throughput of requests as "inthroughput".
    private static IEnumerable<Measurement> JetStream(JsonObjectPart run)
    {
        foreach (var member in ((JsonObjectPart)run["metrics"]!).Members)
        {
            var metric = member.Name.ToLowerInvariant() switch
            {
                "total_input" => KnownMetrics.InputTokens,
                "total_output" => KnownMetrics.OutputTokens,
                "overall_throughput" => KnownMetrics.TotalThroughput,
                "request_inthroughput" => KnownMetrics.RequestThroughput,
                var name => KnownMetrics.Named(name),
            };
            if (metric is not null && member.Value is JsonNumberPart number) yield return new Measurement(metric, number.Value);
        }
    }

    private static ImmutableArray<Measurement> Numbers(JsonObjectPart owner, params ReadOnlySpan<(string Name, Metric Metric)> members)
    {
        var found = ImmutableArray.CreateBuilder<Measurement>();
        foreach (var (name, metric) in members)
        {
            if (owner[name] is JsonNumberPart number) found.Add(new Measurement(metric, number.Value));
        }

        return found.ToImmutable();
    }
}
