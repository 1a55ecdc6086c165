using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using BuildkiteCi.Benchmarks.Changes;

namespace BuildkiteCi.Benchmarks.Reports;

/// <summary>
/// The series of a page for its script, as small as they can be: names, nights and runs once for all series that share them, a value as one
/// character (<see cref="ChartValues"/>). The script draws a chart when a reader comes to it.
/// </summary>
internal static class ChartData
{
    /// <summary>
    /// One JSON object: <c>nights</c> (date, commit, versions), <c>cases</c>, <c>devices</c>, <c>metrics</c> (name, unit), <c>runs</c> (the
    /// nights that the metrics of a case share, links to jobs, releases), <c>builds</c>, <c>series</c> in the order in which the page has
    /// them, <c>events</c>.
    /// </summary>
    /// <param name="all">The page's series.</param>
    /// <param name="causes">Events that are on the page.</param>
    public static string Write(IReadOnlyList<(ReportSeries Series, bool IsEarlier)> all, EventNames causes)
    {
        var nights = new Numbered<ChartNight>(
            all.SelectMany(one => one.Series.Found.Series.Points)
                .Select(point => (point.Moment, Night: ChartNight.Of(point)))
                .DistinctBy(pair => pair.Night)
                .OrderBy(pair => pair.Moment)
                .ThenBy(pair => pair.Night.Date)
                .Select(pair => pair.Night)
        );
        var (cases, devices, metrics) = (new Numbered<string>(), new Numbered<string>(), new Numbered<(string, string)>());
        var places = all.Select((one, i) => (one.Series.Found.Series.Key, i)).ToDictionary(pair => pair.Key, pair => pair.i);
        var events = new Numbered<string>();
        var runs = new ChartRuns(all.Select(one => one.Series), nights);

        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("nights");
            foreach (var night in nights.Values) WriteStrings(writer, Day(night.Date), night.Commit, night.Versions);
            writer.WriteEndArray();
            runs.Write(writer);
            writer.WriteStartArray("series");
            foreach (var (series, isEarlier) in all)
            {
                var key = series.Found.Series.Key;
                writer.WriteStartObject();
                writer.WriteNumber("c", cases.Of(key.Case));
                writer.WriteNumber("d", devices.Of(key.Device));
                writer.WriteNumber("m", metrics.Of((key.Metric.Name, key.Metric.Unit.Symbol)));
                writer.WriteNumber("r", runs.Of(series));
                if (!series.Found.Changes.IsEmpty || series.Found.Suspicion is not null) writer.WriteNumber("x", 1);
                if (isEarlier) writer.WriteNumber("e", 1);
                if (series.Before is { } before && places.TryGetValue(before.Found.Series.Key, out var place))
                    writer.WriteNumber("b", place);
                if (series.Target is { } target) writer.WriteNumber("t", ChartValues.Short(target));
                ChartValues.Of(series.Found).Write(writer);
                WriteMarks(writer, series, causes, events);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteStartArray("cases");
            foreach (var name in cases.Values) writer.WriteStringValue(name);
            writer.WriteEndArray();
            writer.WriteStartArray("devices");
            foreach (var name in devices.Values) writer.WriteStringValue(name);
            writer.WriteEndArray();
            writer.WriteStartArray("metrics");
            foreach (var (name, unit) in metrics.Values) WriteStrings(writer, name, unit);
            writer.WriteEndArray();
            writer.WriteStartArray("events");
            foreach (var name in events.Values) writer.WriteStringValue(name);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    // Changes as place, way, verdict and event; -1 where that is not on the page.
    private static void WriteMarks(Utf8JsonWriter writer, ReportSeries series, EventNames causes, Numbered<string> events)
    {
        var found = series.Found;
        if (found.Changes.IsEmpty && found.Suspicion is null) return;
        writer.WriteStartArray("g");
        foreach (var change in found.Changes)
            WriteMark(change.After.From, change.Direction, change.Verdict.Word(), causes.Of(found.Series.Key, change));
        if (found.Suspicion is { } suspicion)
            WriteMark(
                found.Series.Points.IndexOf(suspicion.First),
                suspicion.Relative > 0 ? Direction.Up : Direction.Down,
                $"{suspicion.Verdict.Word()} suspected",
                causes.Of(found.Series.Key, suspicion)
            );
        writer.WriteEndArray();

        void WriteMark(int place, Direction direction, string style, string? cause)
        {
            writer.WriteNumberValue(place);
            writer.WriteNumberValue(direction == Direction.Up ? 1 : 0);
            writer.WriteStringValue(style);
            writer.WriteNumberValue(cause is null ? -1 : events.Of(cause));
        }
    }

    private static void WriteStrings(Utf8JsonWriter writer, params ReadOnlySpan<string> texts)
    {
        writer.WriteStartArray();
        foreach (var text in texts) writer.WriteStringValue(text);
        writer.WriteEndArray();
    }

    private static string Day(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
