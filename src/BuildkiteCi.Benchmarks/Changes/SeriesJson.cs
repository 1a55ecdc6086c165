using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>Writes the changes of series as JSON for other programs.</summary>
public static class SeriesJson
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A list with, per file, <c>file</c> and <c>changes</c>; <c>index</c> is the row without the header, from 0.</summary>
    public static string Write(IEnumerable<(string File, ImmutableArray<SeriesChanges> Series)> files)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Indented))
        {
            writer.WriteStartArray();
            foreach (var (file, series) in files)
            {
                writer.WriteStartObject();
                writer.WriteString("file", file);
                writer.WriteStartArray("changes");
                foreach (var (key, change) in series.SelectMany(found => found.Changes.Select(change => (found.Series.Key, change))).OrderBy(pair => pair.change.First.Row))
                    WriteChange(writer, key, change);
                writer.WriteEndArray();
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void WriteChange(Utf8JsonWriter writer, SeriesKey key, Change change)
    {
        writer.WriteStartObject();
        writer.WriteNumber("index", change.First.Row);
        writer.WriteString("date", change.First.Date.ToString("yyyy-MM-dd"));
        writer.WriteString("commit", change.First.Commit);
        writer.WriteString("previous_commit", change.LastBefore.Commit);
        writer.WriteString("case", key.Case);
        writer.WriteString("device", key.Device);
        writer.WriteString("metric", key.Metric.Name);
        writer.WriteString("unit", key.Metric.Unit.Symbol);
        writer.WriteString("direction", change.Direction == Direction.Up ? "up" : "down");
        writer.WriteString("verdict", change.Verdict.Word());
        writer.WriteNumber("relative", Math.Round(change.Relative, 5));
        writer.WriteNumber("relative_low", Math.Round(change.RelativeLow, 5));
        writer.WriteNumber("relative_high", Math.Round(change.RelativeHigh, 5));
        writer.WriteNumber("false_alarm", change.FalseAlarm);
        writer.WriteStartArray("suspects");
        foreach (var range in change.Suspects)
        {
            writer.WriteStartObject();
            writer.WriteString("component", range.Component);
            writer.WriteString("from", range.From);
            writer.WriteString("to", range.To);
            if (CompareLink.Of(range) is { } address) writer.WriteString("compare", address);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
