using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace BuildkiteCi.Benchmarks.Metrics;

/// <summary>
/// What JetStream's <c>benchmark_serving.py</c> prints: the lines of a serving run without a frame around them, units behind the numbers
/// (<c>Request throughput: 4.50 requests/s</c>, <c>Mean ttft: 123.00 ms</c>).
/// </summary>
internal static partial class JetStreamReport
{
    /// <summary>What it is called.</summary>
    public const string Name = "JetStream's benchmark_serving.py";

    private static readonly ImmutableArray<(string Label, string Unit, Metric Metric)> Rows =
    [
        ("Successful requests", "", KnownMetrics.Completed),
        ("Benchmark duration", "s", KnownMetrics.Duration),
        ("Total input tokens", "", KnownMetrics.InputTokens),
        ("Total generated tokens", "", KnownMetrics.OutputTokens), ("Request throughput", "requests/s", KnownMetrics.RequestThroughput),
        ("Input token throughput", "tokens/s", KnownMetrics.Named("input_throughput")!),
        ("Output token throughput", "tokens/s", KnownMetrics.OutputThroughput),
        ("Overall token throughput", "tokens/s", KnownMetrics.TotalThroughput),
    ];

    public static IEnumerable<PrintedTable> Find(string path, ImmutableArray<ConsoleLine> lines)
    {
        for (var i = 0; i + 1 < lines.Length; i++)
        {
            // The duration with its unit behind the number is what no other client prints.
            if (
                Measured(lines[i]) is not { } completed
                || completed.Metric != KnownMetrics.Completed
                || Measured(lines[i + 1])?.Metric != KnownMetrics.Duration
            )
                continue;
            var (first, metrics) = (lines[i].Number, ImmutableArray.Create(completed));
            for (; i + 1 < lines.Length && (Measured(lines[i + 1]) is not null || Latency().IsMatch(lines[i + 1].Text)); i++)
            {
                if (Measured(lines[i + 1]) is { } one) metrics = metrics.Add(one);
            }

            yield return new PrintedTable(
                Name,
                first,
                lines[i].Number,
                new RunMetrics([.. metrics.DistinctBy(one => one.Metric.Name)]),
                []
            );
        }
    }

    private static Measurement? Measured(ConsoleLine line)
    {
        if (Row().Match(line.Text) is not { Success: true } row) return null;
        var (label, unit) = (row.Groups["label"].Value, row.Groups["unit"].Value);
        var number = double.Parse(row.Groups["number"].ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (Array.Find([.. Rows], one => one.Label == label && one.Unit == unit).Metric is { } known) return new Measurement(known, number);
        return unit == "ms" && KnownMetrics.Labelled(label) is { } latency && KnownMetrics.IsLatency(latency)
            ? new Measurement(latency, number)
            : null;
    }

    [GeneratedRegex(
        @"^(?<label>[A-Za-z][A-Za-z0-9 ]*): (?<number>[0-9]+(\.[0-9]+)?)( (?<unit>s|ms|requests/s|tokens/s))?$",
        RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex Row();

    // Its other latencies (time to second token) are no metric here.
    [GeneratedRegex(@"^(Mean|Median|P[0-9]+) [a-zA-Z_ ]+: [0-9.]+ (ms|s)$", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Latency();
}
