using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using BuildkiteCi.Benchmarks.Changes;

namespace BuildkiteCi.Benchmarks.Reports;

/// <summary>
/// The series of a page for its script, as small as they can be: nights once for all series, values as two characters each (4096 steps
/// between the least and the most). The script draws a chart when a reader comes to it.
/// </summary>
internal static class ChartData
{
    private const string Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private const int Steps = 4095;

    /// <summary>One JSON object: <c>nights</c> (date, commit, versions), <c>links</c>, <c>series</c> in the order in which the page has
    /// them.</summary>
    public static string Write(IReadOnlyList<(ReportSeries Series, bool IsEarlier)> all)
    {
        var nights = new Dictionary<(DateOnly, string, string), int>();
        foreach (
            var night in all.SelectMany(one => one.Series.Found.Series.Points)
                .Select(point => (point.Moment, Key: Night(point)))
                .DistinctBy(pair => pair.Key)
                .OrderBy(pair => pair.Moment)
                .ThenBy(pair => pair.Key.Item1)
        )
            nights.Add(night.Key, nights.Count);
        var places = all.Select((one, i) => (one.Series.Found.Series.Key, i)).ToDictionary(pair => pair.Key, pair => pair.i);
        var links = new Dictionary<string, int>(StringComparer.Ordinal);

        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("nights");
            foreach (var (date, commit, versions) in nights.OrderBy(pair => pair.Value).Select(pair => pair.Key))
            {
                writer.WriteStartArray();
                writer.WriteStringValue(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                writer.WriteStringValue(commit);
                writer.WriteStringValue(versions);
                writer.WriteEndArray();
            }

            writer.WriteEndArray();
            writer.WriteStartArray("series");
            foreach (var (series, isEarlier) in all) Write(writer, series, isEarlier, nights, places, links);
            writer.WriteEndArray();
            writer.WriteStartArray("links");
            foreach (var link in links.OrderBy(pair => pair.Value)) writer.WriteStringValue(link.Key);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Write(
        Utf8JsonWriter writer,
        ReportSeries series,
        bool isEarlier,
        Dictionary<(DateOnly, string, string), int> nights,
        Dictionary<SeriesKey, int> places,
        Dictionary<string, int> links
    )
    {
        var (key, points) = (series.Found.Series.Key, series.Found.Series.Points);
        var (low, high) = (points.Min(point => point.Value), points.Max(point => point.Value));
        writer.WriteStartObject();
        writer.WriteString("c", key.Case);
        writer.WriteString("d", key.Device);
        writer.WriteString("m", key.Metric.Name);
        writer.WriteString("u", key.Metric.Unit.Symbol);
        if (!series.Found.Changes.IsEmpty || series.Found.Suspicion is not null) writer.WriteNumber("x", 1);
        if (isEarlier) writer.WriteNumber("e", 1);
        if (series.Before is { } before && places.TryGetValue(before.Found.Series.Key, out var place)) writer.WriteNumber("b", place);
        writer.WriteNumber("lo", Short(low));
        writer.WriteNumber("hi", Short(high));
        writer.WriteString("v", string.Concat(points.Select(point => Digit(high > low ? (point.Value - low) / (high - low) : 0.5))));
        writer.WriteStartArray("n");
        foreach (var (from, count) in Runs([.. points.Select(point => nights[Night(point)])]))
        {
            writer.WriteNumberValue(from);
            writer.WriteNumberValue(count);
        }

        writer.WriteEndArray();
        if (series.Target is { } target) writer.WriteNumber("t", Short(target));
        writer.WriteStartArray("l");
        foreach (var level in series.Found.Levels)
        {
            foreach (var number in new[] { level.From, level.To, Short(level.Center - level.Rise / 2), Short(level.End) })
                writer.WriteNumberValue(number);
        }

        writer.WriteEndArray();
        WriteMarks(writer, series);
        if (!series.Links.IsEmpty)
        {
            writer.WriteStartObject("k");
            foreach (var (point, url) in series.Links)
            {
                if (!links.TryGetValue(url, out var link)) links[url] = link = links.Count;
                writer.WriteNumber(point.ToString(CultureInfo.InvariantCulture), link);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    // Changes as place, way and verdict; releases as place and name.
    private static void WriteMarks(Utf8JsonWriter writer, ReportSeries series)
    {
        var points = series.Found.Series.Points;
        var marks = series.Found.Changes.Select(change => (change.After.From, change.Direction, Style: change.Verdict.Word())).ToList();
        if (series.Found.Suspicion is { } suspicion)
            marks.Add(
                (
                    points.IndexOf(suspicion.First),
                    suspicion.Relative > 0 ? Direction.Up : Direction.Down,
                    $"{suspicion.Verdict.Word()} suspected"
                )
            );
        if (marks.Count > 0)
        {
            writer.WriteStartArray("g");
            foreach (var (at, direction, style) in marks)
            {
                writer.WriteNumberValue(at);
                writer.WriteNumberValue(direction == Direction.Up ? 1 : 0);
                writer.WriteStringValue(style);
            }

            writer.WriteEndArray();
        }

        if (series.Releases.IsEmpty) return;
        writer.WriteStartArray("r");
        foreach (var (point, release) in series.Releases.DistinctBy(mark => mark.Release))
        {
            writer.WriteNumberValue(point);
            writer.WriteStringValue(release);
        }

        writer.WriteEndArray();
    }

    private static (DateOnly, string, string) Night(SeriesPoint point) =>
        (
            point.Date,
            Commits.Short(point.Commit),
            string.Join(
                ", ",
                point
                    .Versions.Where(version => version.Value != point.Commit)
                    .Select(version => $"{version.Key} {Commits.Short(version.Value)}")
            )
        );

    // Nights mostly follow one another.
    private static IEnumerable<(int From, int Count)> Runs(int[] nights)
    {
        for (var i = 0; i < nights.Length;)
        {
            var end = i + 1;
            while (end < nights.Length && nights[end] == nights[end - 1] + 1) end++;
            yield return (nights[i], end - i);
            i = end;
        }
    }

    private static string Digit(double share)
    {
        var step = (int)Math.Round(Math.Clamp(share, 0, 1) * Steps);
        return $"{Digits[step / 64]}{Digits[step % 64]}";
    }

    // Six digits are more than a chart shows.
    private static double Short(double value) =>
        value == 0 ? 0 : double.Parse(value.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
