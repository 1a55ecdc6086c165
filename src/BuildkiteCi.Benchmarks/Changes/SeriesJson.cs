using System.Collections.Immutable;
using System.Text.Json;
using BuildkiteCi.Core.Json;

namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>Writes the changes of series as JSON for other programs.</summary>
public static class SeriesJson
{
    /// <summary>
    /// A list with, per file, <c>file</c>, <c>changes</c> (<c>index</c> is the row without the header, from 0), <c>suspected</c> and
    /// <c>series</c>
    /// (the state of each) and <c>events</c>, the newest first: changes of one <c>event</c> have one cause.
    /// </summary>
    public static string Write(IEnumerable<(string File, ImmutableArray<SeriesChanges> Series)> files)
    {
        var all = files.ToArray();
        var found = ChangeEvent.Of(all.SelectMany(one => one.Series));
        var events = found
            .SelectMany(one => one.Members.Select(member => (Key: (member.Series, member.First.Row, member.IsSuspected), one.Id)))
            .ToLookup(pair => pair.Key, pair => pair.Id);
        return JsonText.Indented(writer =>
        {
            writer.WriteStartArray();
            foreach (var (file, series) in all)
            {
                writer.WriteStartObject();
                writer.WriteString("file", file);
                writer.WriteStartArray("changes");
                foreach (
                    var (key, change) in series
                        .SelectMany(one => one.Changes.Select(change => (one.Series.Key, change)))
                        .OrderBy(pair => pair.change.First.Row)
                )
                    WriteChange(writer, key, change, events[(key, change.First.Row, false)].FirstOrDefault());
                writer.WriteEndArray();
                writer.WriteStartArray("suspected");
                foreach (
                    var (key, suspicion) in series
                        .Where(one => one.Suspicion is not null)
                        .Select(one => (one.Series.Key, one.Suspicion!))
                )
                    WriteSuspicion(writer, key, suspicion, events[(key, suspicion.First.Row, true)].FirstOrDefault());
                writer.WriteEndArray();
                writer.WriteStartArray("series");
                foreach (var one in series) WriteStanding(writer, one);
                writer.WriteEndArray();
                writer.WriteStartArray("events");
                var here = series.Select(one => one.Series.Key).ToHashSet();
                foreach (var one in found.Where(one => one.Members.Any(member => here.Contains(member.Series)))) WriteEvent(writer, one);
                writer.WriteEndArray();
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        });
    }

    private static void WriteChange(Utf8JsonWriter writer, SeriesKey key, Change change, string? @event)
    {
        writer.WriteStartObject();
        WriteStart(writer, key, change.First, change.LastBefore, change.Relative, change.Verdict);
        writer.WriteNumber("relative_low", Math.Round(change.RelativeLow, 5));
        writer.WriteNumber("relative_high", Math.Round(change.RelativeHigh, 5));
        writer.WriteNumber("false_alarm", change.FalseAlarm);
        writer.WriteString("event", @event);
        writer.WriteString("kind", change.Kind == ChangeKind.Step ? "step" : "trend");
        writer.WriteBoolean("is_return", change.IsReturn);
        writer.WriteString("last_good_commit", change.Location.LastGood.Commit);
        writer.WriteString("first_bad_commit", change.Location.FirstBad.Commit);
        writer.WriteString("first_bad_date", change.Location.FirstBad.Date.ToString("yyyy-MM-dd"));
        writer.WriteNumber("confidence", Math.Round(change.Location.Confidence, 3));
        writer.WriteNumber("possible_places", change.Location.Places);
        WriteSuspects(writer, change.Suspects);
        writer.WriteEndObject();
    }

    private static void WriteSuspicion(Utf8JsonWriter writer, SeriesKey key, Suspicion suspicion, string? @event)
    {
        writer.WriteStartObject();
        WriteStart(writer, key, suspicion.First, suspicion.LastBefore, suspicion.Relative, suspicion.Verdict);
        writer.WriteNumber("runs", suspicion.Runs);
        writer.WriteString("event", @event);
        WriteSuspects(writer, suspicion.Suspects);
        writer.WriteEndObject();
    }

    // What a change and a suspicion have in common.
    private static void WriteStart(
        Utf8JsonWriter writer,
        SeriesKey key,
        SeriesPoint first,
        SeriesPoint lastBefore,
        double relative,
        ChangeVerdict verdict
    )
    {
        writer.WriteNumber("index", first.Row);
        writer.WriteString("date", first.Date.ToString("yyyy-MM-dd"));
        writer.WriteString("commit", first.Commit);
        writer.WriteString("previous_commit", lastBefore.Commit);
        writer.WriteString("case", key.Case);
        writer.WriteString("device", key.Device);
        writer.WriteString("metric", key.Metric.Name);
        writer.WriteString("unit", key.Metric.Unit.Symbol);
        writer.WriteString("direction", relative > 0 ? "up" : "down");
        writer.WriteString("verdict", verdict.Word());
        writer.WriteNumber("relative", Math.Round(relative, 5));
    }

    private static void WriteEvent(Utf8JsonWriter writer, ChangeEvent one)
    {
        writer.WriteStartObject();
        writer.WriteString("event", one.Id);
        writer.WriteString("date", one.FirstBad.Date.ToString("yyyy-MM-dd"));
        writer.WriteString("state", one.IsSuspected ? "suspected" : "confirmed");
        writer.WriteString("verdict", EventText.Verdict(one));
        writer.WriteNumber("worse", one.Worse);
        writer.WriteNumber("better", one.Better);
        writer.WriteNumber("metrics", one.Members.Length);
        writer.WriteNumber("cases", one.Cases);
        writer.WriteString("last_good_commit", one.LastGood.Commit);
        writer.WriteString("first_bad_commit", one.FirstBad.Commit);
        WriteSuspects(writer, one.Suspects);
        writer.WriteEndObject();
    }

    private static void WriteStanding(Utf8JsonWriter writer, SeriesChanges found)
    {
        var (key, standing) = (found.Series.Key, found.Standing);
        writer.WriteStartObject();
        writer.WriteString("case", key.Case);
        writer.WriteString("device", key.Device);
        writer.WriteString("metric", key.Metric.Name);
        writer.WriteString("configuration", key.Configuration);
        writer.WriteNumber("runs", found.Series.Points.Length);
        writer.WriteString("state", standing.IsSuspected ? "suspected" : standing.Verdict.Word());
        writer.WriteString("verdict", standing.Verdict.Word());
        writer.WriteBoolean("drifts", found.Drifts);
        if (found.Unstable is { } unstable) writer.WriteString("unstable", unstable);
        writer.WriteBoolean("alerts", found.IsAlerting);
        if (standing.Since is { } since)
        {
            writer.WriteString("since", since.ToString("yyyy-MM-dd"));
            writer.WriteNumber("relative", Math.Round(standing.Relative, 5));
        }

        writer.WriteEndObject();
    }

    private static void WriteSuspects(Utf8JsonWriter writer, ImmutableArray<VersionRange> suspects)
    {
        writer.WriteStartArray("suspects");
        foreach (var range in suspects) Write(writer, range, "compare");
        writer.WriteEndArray();
    }

    /// <summary>Versions between which something changed: <c>component</c>, <c>from</c>, <c>to</c>, and where the two can be compared the
    /// address of the comparison.</summary>
    /// <param name="writer">Inside of an array.</param>
    /// <param name="range">The versions.</param>
    /// <param name="link">What the address is called; null: it is left out.</param>
    internal static void Write(Utf8JsonWriter writer, VersionRange range, string? link)
    {
        writer.WriteStartObject();
        writer.WriteString("component", range.Component);
        writer.WriteString("from", range.From);
        writer.WriteString("to", range.To);
        if (link is not null && CompareLink.Of(range) is { } address) writer.WriteString(link, address);
        writer.WriteEndObject();
    }
}
