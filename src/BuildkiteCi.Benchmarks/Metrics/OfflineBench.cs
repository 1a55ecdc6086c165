using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace BuildkiteCi.Benchmarks.Metrics;

/// <summary>
/// What <c>vllm bench throughput</c> (a line <c>Throughput: 5.99 requests/s, 3066.60 total tokens/s, 766.65 output tokens/s</c> and two of
/// tokens) and <c>vllm bench latency</c> (<c>Avg latency: 1.52 seconds</c> and its percentiles) print. Both run the engine without a
/// server. The latency is that of a batch from end to end, and has the names of that latency here.
/// </summary>
internal static partial class OfflineBench
{
    /// <summary>What the first of them is called.</summary>
    public const string Throughput = "vllm bench throughput";

    /// <summary>What the second is called.</summary>
    public const string Latency = "vllm bench latency";

    public static IEnumerable<PrintedTable> Find(string path, ImmutableArray<ConsoleLine> lines)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            if (ThroughputLine().Match(lines[i].Text) is { Success: true } rates) yield return Throughputs(lines, i, rates);
            else if (AverageLine().Match(lines[i].Text) is { Success: true } average) yield return Latencies(lines, i, average);
        }
    }

    private static PrintedTable Throughputs(ImmutableArray<ConsoleLine> lines, int at, Match rates)
    {
        var metrics = ImmutableArray.CreateBuilder<Measurement>();
        metrics.Add(new(KnownMetrics.RequestThroughput, Number(rates, "requests")));
        metrics.Add(new(KnownMetrics.TotalThroughput, Number(rates, "total")));
        if (rates.Groups["output"].Success) metrics.Add(new(KnownMetrics.OutputThroughput, Number(rates, "output")));
        var end = at;
        for (; end + 1 < lines.Length && TokensLine().Match(lines[end + 1].Text) is { Success: true } tokens; end++)
            metrics.Add(
                new(tokens.Groups["of"].Value == "prompt" ? KnownMetrics.InputTokens : KnownMetrics.OutputTokens, Number(tokens, "number"))
            );
        return new PrintedTable(Throughput, lines[at].Number, lines[end].Number, new RunMetrics(metrics.ToImmutable()), []);
    }

    private static PrintedTable Latencies(ImmutableArray<ConsoleLine> lines, int at, Match average)
    {
        var metrics = ImmutableArray.CreateBuilder<Measurement>();
        metrics.Add(new(KnownMetrics.Latency("mean", "e2el"), Number(average, "number") * 1000));
        var end = at;
        for (; end + 1 < lines.Length && PercentileLine().Match(lines[end + 1].Text) is { Success: true } line; end++)
            metrics.Add(new(Percentile(line.Groups["percent"].Value), Number(line, "number") * 1000));
        return new PrintedTable(Latency, lines[at].Number, lines[end].Number, new RunMetrics(metrics.ToImmutable()), []);
    }

    /// <summary>A percentile of the end-to-end latency; the 50th is the median.</summary>
    internal static Metric Percentile(string percent) => KnownMetrics.Latency(percent == "50" ? "median" : $"p{percent}", "e2el");

    private static double Number(Match match, string group) =>
        double.Parse(match.Groups[group].ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"^Throughput: (?<requests>[0-9.]+) requests/s, (?<total>[0-9.]+) (total )?tokens/s(, (?<output>[0-9.]+) output tokens/s)?$",
        RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex ThroughputLine();

    [GeneratedRegex(@"^Total num (?<of>prompt|output) tokens: +(?<number>[0-9]+)$", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex TokensLine();

    [GeneratedRegex(@"^Avg latency: (?<number>[0-9.]+(e-?[0-9]+)?) seconds$", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex AverageLine();

    [GeneratedRegex(
        @"^(?<percent>[0-9]{1,2}(\.[0-9]+)?)% percentile latency: (?<number>[0-9.]+(e-?[0-9]+)?) seconds$",
        RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex PercentileLine();
}
