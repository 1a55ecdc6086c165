using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using BuildkiteCi.Testing.Accuracy;

namespace BuildkiteCi.Benchmarks.Metrics;

/// <summary>
/// The metrics of <c>vllm bench serve</c>, from 2024 on: the label that the console shows and the name in the saved JSON.
/// Labels are compared without regard to case: "Total Token throughput" became "Total token throughput" in 2026.
/// </summary>
public static partial class KnownMetrics
{
    /// <summary>Requests that were answered.</summary>
    public static readonly Metric Completed = new("completed", MetricUnit.Count, Better.Neither);

    /// <summary>Requests that were not; printed since autumn 2025, before that it is unknown.</summary>
    public static readonly Metric Failed = new("failed", MetricUnit.Count, Better.Neither);

    /// <summary>How long the run took.</summary>
    public static readonly Metric Duration = new("duration", MetricUnit.Seconds, Better.Neither);

    /// <summary>The rate at which requests were sent; absent where all were sent at once.</summary>
    public static readonly Metric RequestRate = new("request_rate", MetricUnit.RequestsPerSecond, Better.Neither);

    /// <summary>Tokens of all prompts.</summary>
    public static readonly Metric InputTokens = new("total_input_tokens", MetricUnit.Tokens, Better.Neither);

    /// <summary>Tokens of all answers; absent for embeddings.</summary>
    public static readonly Metric OutputTokens = new("total_output_tokens", MetricUnit.Tokens, Better.Neither);

    /// <summary>Answered requests a second.</summary>
    public static readonly Metric RequestThroughput = new("request_throughput", MetricUnit.RequestsPerSecond, Better.Higher);

    /// <summary>Tokens of answers a second; absent for embeddings.</summary>
    public static readonly Metric OutputThroughput = new("output_throughput", MetricUnit.TokensPerSecond, Better.Higher);

    /// <summary>Tokens of prompts and answers a second.</summary>
    public static readonly Metric TotalThroughput = new("total_token_throughput", MetricUnit.TokensPerSecond, Better.Higher);

    /// <summary>Most requests that were open at a time.</summary>
    public static readonly Metric PeakRequests = new("max_concurrent_requests", MetricUnit.Count, Better.Neither);

    /// <summary>End-to-end latency that one request in a hundred exceeds.</summary>
    public static readonly Metric P99EndToEnd = new("p99_e2el_ms", MetricUnit.Milliseconds, Better.Lower);

    private static readonly ImmutableArray<(string Label, Metric Metric)> Rows =
    [
        ("successful requests", Completed),
        ("failed requests", Failed),
        ("maximum request concurrency", new("max_concurrency", MetricUnit.Count, Better.Neither)),
        ("request rate configured", RequestRate),
        ("benchmark duration", Duration),
        ("total input tokens", InputTokens),
        ("total generated tokens", OutputTokens),
        ("request throughput", RequestThroughput),
        ("input throughput", new("input_sequence_throughput", MetricUnit.InputsPerSecond, Better.Higher)),
        ("request goodput", new("request_goodput", MetricUnit.RequestsPerSecond, Better.Higher)),
        ("input token throughput", new("input_throughput", MetricUnit.TokensPerSecond, Better.Higher)),
        ("output token throughput", OutputThroughput),
        ("peak output token throughput", new("max_output_tokens_per_s", MetricUnit.TokensPerSecond, Better.Neither)),
        ("peak concurrent requests", PeakRequests),
        ("rtfx", new("rtfx", MetricUnit.Ratio, Better.Higher)),
        ("total token throughput", TotalThroughput),
        ("acceptance rate", new("spec_decode_acceptance_rate", MetricUnit.Percent, Better.Higher)),
        ("acceptance length", new("spec_decode_acceptance_length", MetricUnit.Ratio, Better.Higher)),
        ("drafts", new("spec_decode_num_drafts", MetricUnit.Count, Better.Neither)),
        ("draft tokens", new("spec_decode_draft_tokens", MetricUnit.Tokens, Better.Neither)),
        ("accepted tokens", new("spec_decode_accepted_tokens", MetricUnit.Tokens, Better.Neither)),
    ];

    private static readonly FrozenDictionary<string, Metric> ByLabel = Rows.ToFrozenDictionary(row => row.Label, row => row.Metric);

    private static readonly FrozenDictionary<string, Metric> ByName =
        Rows.Select(row => row.Metric).ToFrozenDictionary(metric => metric.Name);

    /// <summary>The metric under a label of the console, without its bracket and colon, or null.</summary>
    public static Metric? Labelled(string label)
    {
        var plain = label.ToLowerInvariant();
        if (ByLabel.TryGetValue(plain, out var metric)) return metric;
        // sglang writes "E2E Latency".
        var latency = LatencyLabel().Match(plain.Replace("e2e latency", "e2el", StringComparison.Ordinal));
        return latency.Success ? Latency(latency) : QueueLatency(plain);
    }

    /// <summary>The metric under a name of the saved JSON, or null where the name is a setting or not known.</summary>
    public static Metric? Named(string name)
    {
        if (ByName.TryGetValue(name, out var metric)) return metric;
        var latency = LatencyName().Match(name);
        return latency.Success ? Latency(latency) : null;
    }

    /// <summary>
    /// The metric of this name and unit: as it was written with its direction; else the known one; else one whose unit decides. Of a unit
    /// that is not known nothing is guessed: neither way is better.
    /// </summary>
    /// <param name="name">The metric's name.</param>
    /// <param name="unit">Its unit's symbol.</param>
    /// <param name="better"><c>higher</c>, <c>lower</c> or <c>neither</c>; blank or null where it was not written.</param>
    public static Metric Of(string name, string unit, string? better = null)
    {
        var counted = MetricUnit.Of(unit);
        if (Enum.TryParse<Better>(better, ignoreCase: true, out var written)) return new Metric(name, counted, written);
        var known = Named(name) ?? EvaluationMetrics.Named(name);
        return known is not null && (known.Unit == counted || MetricUnit.Parse(unit) is null) ? known : Metric.Of(name, counted);
    }

    /// <summary>Whether the metric is a statistic of latencies: nothing where no request was answered.</summary>
    public static bool IsLatency(Metric metric) => LatencyName().IsMatch(metric.Name);

    private static Metric Latency(Match match) => Latency(match.Groups["statistic"].Value, match.Groups["of"].Value);

    /// <summary>A statistic (<c>mean</c>, <c>median</c>, <c>std</c>, <c>p99</c>) of a latency (<c>ttft</c>, <c>e2el</c>), in
    /// milliseconds.</summary>
    internal static Metric Latency(string statistic, string of) =>
        // A smaller spread is no improvement in itself.
        new($"{statistic}_{of}_ms", MetricUnit.Milliseconds, statistic == "std" ? Better.Neither : Better.Lower);

    // Of a probe: another request's latency, sent beside the measured ones.
    private static Metric? QueueLatency(string label)
    {
        if (QueueLabel().Match(label) is not { Success: true } match || label.Contains("probe", StringComparison.Ordinal)) return null;
        var isEndToEnd = label.Contains("e2el", StringComparison.Ordinal) || label.Contains("end-to-end", StringComparison.Ordinal);
        return Latency(match.Groups["statistic"].Value, isEndToEnd ? "e2el_including_client_queue" : "client_queue_time");
    }

    [GeneratedRegex("^(?<statistic>mean|median|p[0-9]+(\\.[0-9]+)?) (?<of>ttft|tpot|itl|e2el)$", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex LatencyLabel();

    [GeneratedRegex("^(?<statistic>mean|median|p[0-9]+(\\.[0-9]+)?) .*queue", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex QueueLabel();

    [GeneratedRegex(
        "^(?<statistic>mean|median|std|p[0-9]+(\\.[0-9]+)?)_(?<of>ttft|tpot|itl|e2el|client_queue_time|e2el_including_client_queue)_ms$",
        RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex LatencyName();
}
