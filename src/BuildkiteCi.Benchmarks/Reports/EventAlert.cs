using System.Collections.Immutable;
using System.Text.Json;
using BuildkiteCi.Benchmarks.Changes;
using BuildkiteCi.Core.Json;

namespace BuildkiteCi.Benchmarks.Reports;

/// <summary>What a team learns of an event: once when it is suspected, once when it is confirmed, once when it is over.</summary>
/// <param name="Event">The event.</param>
/// <param name="State"><c>suspected</c>, <c>confirmed</c>, <c>recovered</c> or <c>faded</c> (later runs did not confirm it).</param>
public sealed record EventAlert(ChangeEvent Event, string State)
{
    private const int Confirmed = 2;

    /// <summary>The alerts that are due after a look, the newest event first. Metrics that join an event later are no alert of their
    /// own.</summary>
    /// <param name="known">The history's alerts before the look.</param>
    /// <param name="book">Those after it.</param>
    /// <param name="report">What was seen.</param>
    public static ImmutableArray<EventAlert> Of(ImmutableArray<Alert> known, AlertBook book, HistoryReport report)
    {
        var (before, after) = (known.ToLookup(report.EventOf), book.All.ToLookup(report.EventOf));
        var due = ImmutableArray.CreateBuilder<EventAlert>();
        foreach (var one in report.Events)
        {
            var (told, now) = (before[one].Select(Told).DefaultIfEmpty().Max(), after[one].Select(Open).DefaultIfEmpty().Max());
            if (now > told) due.Add(new EventAlert(one, now == Confirmed ? "confirmed" : "suspected"));
            else if (
                now == 0
                && before[one].Select(Open).DefaultIfEmpty().Max() > 0
                && after[one].All(alert => alert.State is AlertState.Recovered or AlertState.Faded)
            )
                due.Add(new EventAlert(one, after[one].Any(alert => alert.State == AlertState.Recovered) ? "recovered" : "faded"));
        }

        return due.ToImmutable();
    }

    /// <summary>
    /// One line of JSON: <c>event</c>, <c>state</c>, <c>verdict</c> (<c>mixed</c> where metrics went both ways), <c>worse</c> and
    /// <c>better</c> (how many), <c>text</c> (a sentence for a chat), <c>date</c>, <c>last_good_commit</c>,
    /// <c>first_bad_commit</c>, <c>cases</c>, <c>metrics</c>, <c>changes</c> (the largest first), <c>suspects</c>; <c>advice</c> where it
    /// is only suspected.
    /// </summary>
    public string Json() => JsonText.ObjectLine(writer =>
    {
        writer.WriteString("event", Event.Id);
        writer.WriteString("state", State);
        writer.WriteString("verdict", EventText.Verdict(Event));
        writer.WriteNumber("worse", Event.Worse);
        writer.WriteNumber("better", Event.Better);
        writer.WriteString("text", $"{EventText.Heading(Event)}, {State}: {EventText.Line(Event.Members[0])}");
        writer.WriteString("date", Event.FirstBad.Date.ToString("yyyy-MM-dd"));
        writer.WriteString("last_good_commit", Event.LastGood.Commit);
        writer.WriteString("first_bad_commit", Event.FirstBad.Commit);
        writer.WriteNumber("cases", Event.Cases);
        writer.WriteNumber("metrics", Event.Members.Length);
        writer.WriteStartArray("changes");
        foreach (var member in Event.Members) Write(writer, member);
        writer.WriteEndArray();
        writer.WriteStartArray("suspects");
        foreach (var range in Event.Suspects) SeriesJson.Write(writer, range, "link");
        writer.WriteEndArray();
        if (Event.IsSuspected) writer.WriteString("advice", EventText.Advice(Event));
    });

    // What a known alert was reported as; an acknowledged or recovered one had been open.
    private static int Told(Alert alert) => alert.State is AlertState.Suspected or AlertState.Faded ? 1 : Confirmed;

    private static int Open(Alert alert) => alert.State switch { AlertState.Open => Confirmed, AlertState.Suspected => 1, _ => 0 };

    private static void Write(Utf8JsonWriter writer, EventMember member)
    {
        writer.WriteStartObject();
        writer.WriteString("case", member.Series.Case);
        writer.WriteString("device", member.Series.Device);
        writer.WriteString("metric", member.Series.Metric.Name);
        writer.WriteString("unit", member.Series.Metric.Unit.Symbol);
        writer.WriteNumber("from", member.From);
        writer.WriteNumber("to", member.To);
        writer.WriteNumber("relative", Math.Round(member.Relative, 5));
        writer.WriteString("verdict", member.Verdict.Word());
        writer.WriteEndObject();
    }
}
