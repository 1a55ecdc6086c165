using System.Text.Json;
using BuildkiteCi.Benchmarks.Changes;

namespace BuildkiteCi.Benchmarks.Reports;

/// <summary>The runs of a page's series: their nights, links and releases once for all metrics of the same runs.</summary>
internal sealed class ChartRuns
{
    // A link is as large as sixty values. The newest runs have theirs, and those around the newest changes.
    private const int MostLinks = 700;

    private readonly Dictionary<SeriesKey, int> places = [];
    private readonly List<Runs> all = [];
    private readonly Numbered<string> builds = new();

    public ChartRuns(IEnumerable<ReportSeries> all, Numbered<ChartNight> nights)
    {
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        var links = new Dictionary<(int Runs, int Place), (string Url, DateTimeOffset Moment)>();
        foreach (var series in all)
        {
            var (key, points) = (series.Found.Series.Key, series.Found.Series.Points);
            var numbers = points.Select(point => nights.Of(ChartNight.Of(point))).ToArray();
            var name = $"{key.Case}\n{key.Device}\n{key.Configuration}\n{string.Join(' ', numbers)}";
            if (!known.TryGetValue(name, out var place))
            {
                known[name] = place = this.all.Count;
                this.all.Add(new Runs(numbers));
            }

            places[key] = place;
            foreach (var (point, release) in series.Releases.DistinctBy(mark => mark.Release)) this.all[place].Releases[point] = release;
            foreach (var (point, url) in series.Links) links[(place, point)] = (url, points[point].Moment);
        }

        foreach (var ((place, point), (url, _)) in links.OrderByDescending(link => link.Value.Moment).Take(MostLinks))
            this.all[place].Links[point] = url;
    }

    /// <summary>The number of a series' runs.</summary>
    public int Of(ReportSeries series) => places[series.Found.Series.Key];

    /// <summary>
    /// Writes <c>runs</c>: an object each with <c>n</c> (nights that follow one another: the first, how many), <c>k</c> (place of a run,
    /// build, job) and <c>r</c> (place, release); and <c>builds</c>, the addresses of builds that jobs are of.
    /// </summary>
    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("runs");
        foreach (var runs in all)
        {
            writer.WriteStartObject();
            writer.WriteStartArray("n");
            foreach (var (from, count) in Sequences(runs.Nights))
            {
                writer.WriteNumberValue(from);
                writer.WriteNumberValue(count);
            }

            writer.WriteEndArray();
            if (runs.Links.Count > 0) WriteLinks(writer, runs.Links);
            if (runs.Releases.Count > 0)
            {
                writer.WriteStartArray("r");
                foreach (var (point, release) in runs.Releases)
                {
                    writer.WriteNumberValue(point);
                    writer.WriteStringValue(release);
                }

                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("builds");
        foreach (var build in builds.Values) writer.WriteStringValue(build);
        writer.WriteEndArray();
    }

    // A job's address is its build's and a part behind '#'; the jobs of a night share the build.
    private void WriteLinks(Utf8JsonWriter writer, SortedDictionary<int, string> links)
    {
        writer.WriteStartArray("k");
        foreach (var (point, url) in links)
        {
            var job = url.IndexOf('#', StringComparison.Ordinal) is >= 0 and var at ? at : url.Length;
            writer.WriteNumberValue(point);
            writer.WriteNumberValue(builds.Of(url[..job]));
            writer.WriteStringValue(url[job..]);
        }

        writer.WriteEndArray();
    }

    // Nights mostly follow one another.
    private static IEnumerable<(int From, int Count)> Sequences(int[] nights)
    {
        for (var i = 0; i < nights.Length;)
        {
            var end = i + 1;
            while (end < nights.Length && nights[end] == nights[end - 1] + 1) end++;
            yield return (nights[i], end - i);
            i = end;
        }
    }

    private sealed record Runs(int[] Nights)
    {
        public SortedDictionary<int, string> Links { get; } = [];

        public SortedDictionary<int, string> Releases { get; } = [];
    }
}
