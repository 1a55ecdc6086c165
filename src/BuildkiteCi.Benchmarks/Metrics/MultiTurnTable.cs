using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace BuildkiteCi.Benchmarks.Metrics;

/// <summary>
/// The statistics of vLLM's multi-turn benchmark: lines <c>runtime_sec = 215.810</c> and <c>requests_per_sec = 0.769</c>, then a table
/// whose columns are <c>count mean std … 99% max</c> and whose rows are latencies in milliseconds.
/// </summary>
internal static partial class MultiTurnTable
{
    /// <summary>What it is called.</summary>
    public const string Name = "vLLM's multi-turn benchmark";

    private static readonly ImmutableArray<(string Row, string Latency)> Rows =
    [
        ("ttft_ms", "ttft"),
        ("tpot_ms", "tpot"),
        ("latency_ms", "e2el"),
    ];

    public static IEnumerable<PrintedTable> Find(string path, ImmutableArray<ConsoleLine> lines)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            var columns = Words(lines[i].Text);
            if (columns is not ["count", "mean", ..]) continue;
            var metrics = ImmutableArray.CreateBuilder<Measurement>();
            Heading(lines, i, metrics);
            var end = i;
            while (
                end + 1 < lines.Length
                && Words(lines[end + 1].Text) is { } cells
                && cells.Length == columns.Length + 1
                && double.TryParse(cells[1], NumberStyles.Float, CultureInfo.InvariantCulture, out _)
            )
            {
                end++;
                Row(columns, cells, metrics);
            }

            if (end > i)
                yield return new PrintedTable(
                    Name,
                    lines[i].Number,
                    lines[end].Number,
                    new RunMetrics([.. metrics.DistinctBy(one => one.Metric.Name)]),
                    []
                );
            i = end;
        }
    }

    // The two lines stand above the table, with a rule of dashes between.
    private static void Heading(ImmutableArray<ConsoleLine> lines, int table, ImmutableArray<Measurement>.Builder metrics)
    {
        const int Above = 6;
        foreach (var line in lines[Math.Max(0, table - Above)..table])
        {
            if (Setting().Match(line.Text) is not { Success: true } match) continue;
            var value = double.Parse(match.Groups["number"].ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture);
            metrics.Add(new(match.Groups["name"].Value == "runtime_sec" ? KnownMetrics.Duration : KnownMetrics.RequestThroughput, value));
        }
    }

    private static void Row(string[] columns, string[] cells, ImmutableArray<Measurement>.Builder metrics)
    {
        var latency = Rows.FirstOrDefault(row => row.Row == cells[0]).Latency;
        if (latency is null) return;
        for (var column = 0; column < columns.Length; column++)
        {
            if (
                !double.TryParse(cells[column + 1], NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                || !double.IsFinite(number)
            )
                continue;
            if (columns[column] == "count") metrics.Add(new(KnownMetrics.Completed, number));
            else if (Statistic(columns[column]) is { } statistic) metrics.Add(new(KnownMetrics.Latency(statistic, latency), number));
        }
    }

    private static string? Statistic(string column) => column switch
    {
        "mean" or "std" => column,
        "50%" => "median",
        [.. var percent, '%'] => $"p{percent}",
        _ => null,
    };

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"^(?<name>runtime_sec|requests_per_sec) = (?<number>[0-9.]+)$", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Setting();
}
