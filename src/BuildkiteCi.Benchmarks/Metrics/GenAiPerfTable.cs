using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using BuildkiteCi.Testing.Accuracy;

namespace BuildkiteCi.Benchmarks.Metrics;

/// <summary>The table "LLM Metrics" of NVIDIA's genai-perf, drawn with lines, and the rates that older versions print below it.</summary>
internal static partial class GenAiPerfTable
{
    /// <summary>What it is called.</summary>
    public const string Name = "genai-perf";

    private static readonly ImmutableArray<(string Row, string Latency)> Latencies =
        [("time to first token", "ttft"), ("inter token latency", "itl"), ("time per output token", "tpot"), ("request latency", "e2el")];

    private static readonly ImmutableArray<(string Row, Metric Metric)> Rates =
    [
        ("output token throughput", KnownMetrics.OutputThroughput), ("request throughput", KnownMetrics.RequestThroughput),
        ("request goodput", new("request_goodput", MetricUnit.RequestsPerSecond, Better.Higher)), ("request count", KnownMetrics.Completed),
    ];

    public static IEnumerable<PrintedTable> Find(string path, ImmutableArray<ConsoleLine> lines)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            if (Cells(lines[i].Text) is not ["Statistic", "avg", ..] columns) continue;
            var (metrics, found) = (ImmutableArray.CreateBuilder<Measurement>(), ImmutableArray.CreateBuilder<Diagnostic>());
            var end = i;
            for (
                ;
                end + 1 < lines.Length
                    && (IsDrawn(lines[end + 1].Text) || Rate().IsMatch(lines[end + 1].Text))
                    && Cells(lines[end + 1].Text) is not ["Statistic", ..];
                end++
            )
            {
                if (Rate().Match(lines[end + 1].Text) is { Success: true } rate)
                    AddRate(rate.Groups["row"].Value, rate.Groups["number"].Value, metrics);
                else if (Cells(lines[end + 1].Text) is { Length: > 1 } cells)
                    AddRow(columns, cells, new SourceLocation(path, lines[end + 1].Number, 0), metrics, found);
            }

            yield return new PrintedTable(
                Name,
                lines[i].Number,
                lines[end].Number,
                new RunMetrics([.. metrics.DistinctBy(one => one.Metric.Name)]),
                found.ToImmutable()
            );
            i = end;
        }
    }

    private static void AddRow(
        string[] columns,
        string[] cells,
        SourceLocation location,
        ImmutableArray<Measurement>.Builder metrics,
        ImmutableArray<Diagnostic>.Builder found
    )
    {
        if (Label().Match(cells[0]) is not { Success: true } label) return;
        var (row, unit) = (label.Groups["row"].Value, label.Groups["unit"].Value);
        if (Latencies.FirstOrDefault(one => one.Row.Equals(row, StringComparison.OrdinalIgnoreCase)).Latency is not { } latency)
        {
            AddRate(row, cells[1], metrics);
            return;
        }

        var scale = unit switch { "ns" => 1e-6, "us" => 1e-3, "s" => 1e3, _ => 1.0 };
        for (var column = 1; column < Math.Min(columns.Length, cells.Length); column++)
        {
            if (Statistic(columns[column]) is not { } statistic || cells[column] == "N/A") continue;
            if (Number(cells[column]) is { } number) metrics.Add(new(KnownMetrics.Latency(statistic, latency), number * scale));
            // A narrow terminal cuts numbers off: "1,081…".
            else
                found.Add(
                    new Diagnostic(
                        AccuracyRules.NotANumber,
                        location,
                        $"'{cells[0]}' has the value '{cells[column]}' in the column '{columns[column]}', which is not a whole number",
                        "the metric counts as not measured; run genai-perf in a wider terminal (COLUMNS=200)"
                    )
                );
        }
    }

    private static void AddRate(string row, string text, ImmutableArray<Measurement>.Builder metrics)
    {
        if (
            Rates.FirstOrDefault(one => one.Row.Equals(row, StringComparison.OrdinalIgnoreCase)).Metric is { } metric
            && Number(text) is { } number
        )
            metrics.Add(new(metric, number));
    }

    private static string? Statistic(string column) => column switch
    {
        "avg" => "mean",
        "std" => "std",
        "p50" => "median",
        ['p', .. var percent] when int.TryParse(percent, NumberStyles.None, CultureInfo.InvariantCulture, out _) => column,
        _ => null,
    };

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static bool IsDrawn(string line) => line.Length > 0 && line[0] is '│' or '┃' or '┏' or '┡' or '└' or '├' or '┌' or '|' or '+';

    private static string[]? Cells(string line) =>
        line.Length > 0 && line[0] is '│' or '┃' or '|'
            ? [.. line.Trim('│', '┃', '|').Split(['│', '┃', '|'], StringSplitOptions.TrimEntries)]
            : null;

    [GeneratedRegex(@"^(?<row>[^()]+?) *(\((?<unit>[^)]*)\))?$", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Label();

    [GeneratedRegex(
        @"^(?<row>Output token throughput|Request throughput|Request goodput) \(per sec\): (?<number>[0-9.,]+)$",
        RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex Rate();
}
