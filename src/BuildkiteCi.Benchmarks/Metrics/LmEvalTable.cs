using System.Collections.Immutable;
using System.Globalization;
using BuildkiteCi.Testing.Accuracy;

namespace BuildkiteCi.Benchmarks.Metrics;

/// <summary>
/// The table that lm_eval prints at its end: a row per task, filter and metric with its value and standard error. A row without a task is
/// one more of the task above it.
/// </summary>
internal sealed record LmEvalTable(int Line, int End, ImmutableArray<Measurement> Scores)
{
    /// <summary>The last one of a log; null where it holds none. Scores are named as in lm_eval's file, <c>exact_match,strict-match</c>;
    /// those of later tasks with the task in front.</summary>
    public static LmEvalTable? Find(ImmutableArray<ConsoleLine> lines)
    {
        var head = Enumerable
            .Range(0, lines.Length)
            .LastOrDefault(i => Cells(lines[i].Text) is ["Tasks", ..] cells && cells.Contains("Metric") && cells.Contains("Value"), -1);
        if (head < 0) return null;
        var columns = Cells(lines[head].Text)!;
        var (value, filter, metric) = (Array.IndexOf(columns, "Value"), Array.IndexOf(columns, "Filter"), Array.IndexOf(columns, "Metric"));
        var scores = ImmutableArray.CreateBuilder<Measurement>();
        var (task, first, end) = ("", "", head);
        for (; end + 1 < lines.Length && Cells(lines[end + 1].Text) is { } cells; end++)
        {
            if (cells.Length <= value || cells[value].Length == 0 || cells[value].All(character => character is '-' or ':')) continue;
            // Subtasks are indented behind a dash.
            if (cells[0].Length > 0) task = cells[0].TrimStart(' ', '-');
            if (first.Length == 0) first = task;
            var name = filter >= 0 ? $"{cells[metric]},{cells[filter]}" : cells[metric];
            if (!double.TryParse(cells[value], NumberStyles.Float, CultureInfo.InvariantCulture, out var score)) continue;
            var known = EvaluationMetrics.Named(name) ?? new Metric(name, MetricUnit.Count, Better.Neither);
            scores.Add(
                new Measurement(task == first ? known : known with { Name = $"{task}:{name}" }, score)
                {
                    StandardError = Error(columns, cells),
                }
            );
        }

        return scores.Count == 0
            ? null
            : new LmEvalTable(lines[head].Number, lines[end].Number, [.. scores.DistinctBy(one => one.Metric.Name)]);
    }

    private static double? Error(string[] columns, string[] cells) =>
        Array.IndexOf(columns, "Stderr") is >= 0 and var at
        && at < cells.Length
        && double.TryParse(cells[at], NumberStyles.Float, CultureInfo.InvariantCulture, out var error)
            ? error
            : null;

    private static string[]? Cells(string line) =>
        line is ['|', .., '|'] ? [.. line[1..^1].Split('|', StringSplitOptions.TrimEntries)] : null;
}
