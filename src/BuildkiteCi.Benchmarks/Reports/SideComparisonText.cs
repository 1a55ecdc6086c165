using System.Globalization;
using System.Text;
using System.Text.Json;
using BuildkiteCi.Benchmarks.Changes;
using BuildkiteCi.Benchmarks.Judging;
using BuildkiteCi.Benchmarks.Metrics;
using BuildkiteCi.Core.Json;
using BuildkiteCi.Core.Text;
using BuildkiteCi.Pipelines.Builds;

namespace BuildkiteCi.Benchmarks.Reports;

/// <summary>Writes a comparison of two sides.</summary>
public static class SideComparisonText
{
    private const string Context = "benchmark-comparison";
    private const int MostRows = 60;

    /// <summary>A summary, then a line a cell: what differs beyond noise first.</summary>
    public static string Write(SideComparison comparison)
    {
        var text = new StringBuilder($"{Summary(comparison)}\n");
        foreach (var cell in Ordered(comparison))
            text.Append($"{cell.Case} on {cell.Device}, {cell.Metric.Name}: {Values(cell)}, {Difference(cell)}, {cell.Verdict.Word()}\n");
        return text.ToString();
    }

    /// <summary><c>a</c>, <c>b</c>, <c>cells</c>: <c>case</c>, <c>device</c>, <c>metric</c>, <c>unit</c>, <c>a</c>, <c>b</c>,
    /// <c>runs_a</c>, <c>runs_b</c>, <c>relative</c>, <c>relative_low</c>, <c>relative_high</c> (null where there is not enough data),
    /// <c>verdict</c>.</summary>
    public static string WriteJson(SideComparison comparison) => JsonText.IndentedObject(writer =>
    {
        writer.WriteString("a", comparison.A);
        writer.WriteString("b", comparison.B);
        writer.WriteStartArray("cells");
        foreach (var cell in comparison.Cells) Write(writer, cell);
        writer.WriteEndArray();
    });

    /// <summary>A table for a build's page; only what is beyond noise has a colour, and the rest is folded away.</summary>
    public static Annotation Annotation(SideComparison comparison)
    {
        var text = new StringBuilder($"**Benchmarks**: {MarkdownText.Plain(Summary(comparison))}\n");
        var (different, same) = (
            Ordered(comparison).Where(IsDifferent).ToArray(),
            Ordered(comparison).Where(cell => !IsDifferent(cell)).ToArray()
        );
        AppendTable(text, different);
        if (same.Length > 0)
        {
            text.Append($"\n<details><summary>{same.Length} within noise</summary>\n");
            AppendTable(text, same);
            text.Append("\n</details>\n");
        }

        var style = different.Any(cell => cell.Verdict == ChangeVerdict.Regressed) ? AnnotationStyle.Warning : AnnotationStyle.Info;
        return new Annotation(Context, style, text.ToString());
    }

    private static void AppendTable(StringBuilder text, Compared[] cells)
    {
        if (cells.Length == 0) return;
        text.Append("\n| case | device | metric | before | after | difference | |\n|---|---|---|--:|--:|--:|---|\n");
        foreach (var cell in cells.Take(MostRows))
        {
            var mark = cell.Verdict switch
            {
                ChangeVerdict.Regressed => "🔴 regressed",
                ChangeVerdict.Improved => "🟢 improved",
                var other => other.Word(),
            };
            text.Append(
                $"| {MarkdownText.Plain(cell.Case)} | {MarkdownText.Plain(cell.Device)} | {MarkdownText.Plain(cell.Metric.Name)} | "
                    + $"{MetricText.Value(cell.A, cell.Metric.Unit)} | {MetricText.Value(cell.B, cell.Metric.Unit)} | "
                    + $"{Difference(cell)} | {mark} |\n"
            );
        }

        if (cells.Length > MostRows) text.Append($"\nand {cells.Length - MostRows} more.\n");
    }

    private static string Summary(SideComparison comparison)
    {
        var counts = comparison
            .Cells.CountBy(cell => cell.Verdict)
            .OrderBy(pair =>
                pair.Key switch
                {
                    ChangeVerdict.Regressed => 0,
                    ChangeVerdict.Improved => 1,
                    _ => 2 + (int)pair.Key,
                }
            );
        return comparison.Cells.IsEmpty
            ? $"{comparison.B} against {comparison.A}: no metric was measured on both sides"
            : $"{comparison.B} against {comparison.A}: {string.Join(", ", counts.Select(pair => $"{pair.Value} {pair.Key.Word()}"))}";
    }

    private static IEnumerable<Compared> Ordered(SideComparison comparison) =>
        comparison.Cells.OrderByDescending(IsDifferent).ThenByDescending(cell => IsDifferent(cell) ? Math.Abs(cell.Relative) : 0);

    private static bool IsDifferent(Compared cell) =>
        cell.Verdict is ChangeVerdict.Regressed or ChangeVerdict.Improved or ChangeVerdict.Moved;

    private static string Values(Compared cell) =>
        $"{MetricText.Value(cell.A, cell.Metric.Unit)} ({cell.RunsA} {Runs(cell.RunsA)}) -> "
            + $"{MetricText.Value(cell.B, cell.Metric.Unit)} ({cell.RunsB} {Runs(cell.RunsB)})";

    private static string Difference(Compared cell) => double.IsInfinity(cell.Low)
        ? Percent(cell.Relative)
        : $"{Percent(cell.Relative)} (95 % between {Percent(cell.Low)} and {Percent(cell.High)})";

    private static string Percent(double relative) => (relative * 100).ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture) + " %";

    private static string Runs(int count) => count == 1 ? "run" : "runs";

    private static void Write(Utf8JsonWriter writer, Compared cell)
    {
        writer.WriteStartObject();
        writer.WriteString("case", cell.Case);
        writer.WriteString("device", cell.Device);
        writer.WriteString("metric", cell.Metric.Name);
        writer.WriteString("unit", cell.Metric.Unit.Symbol);
        writer.WriteNumber("a", cell.A);
        writer.WriteNumber("b", cell.B);
        writer.WriteNumber("runs_a", cell.RunsA);
        writer.WriteNumber("runs_b", cell.RunsB);
        writer.WriteNumber("relative", Math.Round(cell.Relative, 5));
        if (double.IsInfinity(cell.Low))
        {
            writer.WriteNull("relative_low");
            writer.WriteNull("relative_high");
        }
        else
        {
            writer.WriteNumber("relative_low", Math.Round(cell.Low, 5));
            writer.WriteNumber("relative_high", Math.Round(cell.High, 5));
        }

        writer.WriteString("verdict", cell.Verdict.Word());
        writer.WriteEndObject();
    }
}
