using System.Collections.Immutable;
using System.Text;
using BuildkiteCi.Benchmarks.Judging;

namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>Writes the changes of series for people.</summary>
public static class SeriesText
{
    /// <summary>A heading per file and a line per change.</summary>
    public static string Write(IEnumerable<(string File, ImmutableArray<SeriesChanges> Series)> files)
    {
        var text = new StringBuilder();
        foreach (var (file, series) in files)
        {
            text.Append($"{file}\n");
            foreach (var one in series)
            {
                text.Append($"  {one.Series.Key.Case} on {one.Series.Key.Device}, {one.Series.Key.Metric}, {one.Series.Key.Configuration}: {State(one)}\n");
                foreach (var change in one.Changes) text.Append($"    {Line(one.Series.Key, change)}\n");
            }
        }

        return text.ToString();
    }

    /// <summary>What a change was, in a line: verdict, levels, size with its interval, commits.</summary>
    public static string Line(SeriesKey key, Change change) =>
        $"{change.First.Date:yyyy-MM-dd} {change.Verdict.Word()}: {JudgementText.Value(change.Before.Center, key.Metric.Unit)} -> {JudgementText.Value(change.After.Center, key.Metric.Unit)} "
        + $"({change.Relative * 100:+0.0;-0.0} %, 95 % between {change.RelativeLow * 100:+0.0;-0.0} and {change.RelativeHigh * 100:+0.0;-0.0} %), "
        + $"{change.LastBefore.Commit}..{change.First.Commit}, {change.Before.Count} and {change.After.Count} runs, false alarm {change.FalseAlarm:0.0e+0}";

    private static string State(SeriesChanges series) =>
        !series.HasEnoughData ? $"{series.Series.Points.Length} runs, not enough data"
        : series.Drifts ? $"{series.Series.Points.Length} runs, drifting"
        : series.Changes.IsEmpty ? $"{series.Series.Points.Length} runs, unchanged"
        : $"{series.Series.Points.Length} runs, {series.Changes.Length} {(series.Changes.Length == 1 ? "change" : "changes")}";
}
