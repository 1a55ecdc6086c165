using System.Collections.Immutable;
using System.Text;
using BuildkiteCi.Benchmarks.Metrics;

namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>Writes the changes of series for people.</summary>
public static class SeriesText
{
    // Below this nobody asks any more, and the test's assumptions are wrong by more.
    private const double Sure = 1e-6;

    /// <summary>A heading per file and a line per change.</summary>
    public static string Write(IEnumerable<(string File, ImmutableArray<SeriesChanges> Series)> files)
    {
        var text = new StringBuilder();
        foreach (var (file, series) in files)
        {
            text.Append($"{file}\n");
            foreach (var one in series)
            {
                text.Append(
                    $"  {one.Series.Key.Case} on {one.Series.Key.Device}, {one.Series.Key.Metric}, {one.Series.Key.Configuration}: "
                        + State(one)
                        + $"{(one.Unstable is { } why ? $", {why}: no alerts" : one.SendsAlerts ? "" : ", no alerts (ci.yml)")}\n"
                );
                foreach (var change in one.Changes) text.Append($"    {Line(one.Series.Key, change)}\n");
            }
        }

        return text.Length > 0 ? text.ToString() : "No benchmark has measured anything yet; the target Benchmark runs one and keeps it.\n";
    }

    /// <summary>Events first, then the series.</summary>
    public static string Write(
        IReadOnlyCollection<(string File, ImmutableArray<SeriesChanges> Series)> files,
        ImmutableArray<ChangeEvent> events
    ) => events.IsEmpty ? Write(files) : $"{EventText.Write(events)}\n{Write(files)}";

    /// <summary>What a change was, in a line: verdict, levels, size with its interval, commits.</summary>
    public static string Line(SeriesKey key, Change change) =>
        $"{What(key, change)}, {VersionRange.Line(change.Suspects)}, {Evidence(change)}";

    /// <summary>Verdict, levels, size with its interval.</summary>
    internal static string What(SeriesKey key, Change change) =>
        $"{change.First.Date:yyyy-MM-dd} {change.Verdict.Word()}: {MetricText.Value(change.From, key.Metric.Unit)} -> "
            + $"{MetricText.Value(change.To, key.Metric.Unit)} "
        + $"({change.Relative * 100:+0.0;-0.0} %, 95 % between {change.RelativeLow * 100:+0.0;-0.0} and "
        + $"{change.RelativeHigh * 100:+0.0;-0.0} %){Kind(change)}";

    private static string Kind(Change change) => change switch
    {
        { Kind: ChangeKind.Trend } => ", drifting since",
        { IsReturn: true } => ", back to the level before",
        _ => "",
    };

    /// <summary>How many runs say so, and how sure it is.</summary>
    internal static string Evidence(Change change) =>
        $"{change.Before.Count} and {change.After.Count} runs, "
            + $"{(change.Location.Places == 1 ? "one place" : $"{change.Location.Places} places")} possible at "
            + $"{Math.Floor(change.Location.Confidence * 100):0} %, false alarm {(change.FalseAlarm < Sure ? "below" : "at most")} "
            + $"{Math.Max(change.FalseAlarm, Sure):0.#e+0}";

    private static string State(SeriesChanges series) =>
        !series.HasEnoughData ? $"{series.Series.Points.Length} runs, not enough data"
        : series.Suspicion is not null ? $"{series.Series.Points.Length} runs, {series.Standing}"
        : series.Drifts && series.Changes.IsEmpty ? $"{series.Series.Points.Length} runs, drifting"
        : series.Changes.IsEmpty ? $"{series.Series.Points.Length} runs, unchanged"
        : $"{series.Series.Points.Length} runs, {series.Changes.Length} {(series.Changes.Length == 1 ? "change" : "changes")}, "
            + $"{(series.Standing.Since is null ? "back to the level before" : $"{series.Standing}")}{(series.Drifts ? ", drifting" : "")}";
}
