using System.Collections.Immutable;
using BuildkiteCi.Benchmarks.Changes;
using BuildkiteCi.Benchmarks.History;

namespace BuildkiteCi.Benchmarks.Reports;

/// <summary>What a report shows, whatever it is written as.</summary>
/// <param name="Written">When it was made.</param>
/// <param name="Source">Where the series come from, for people.</param>
/// <param name="Series">Every series, in the order of case, device and metric; of several configurations the one that is measured
/// now.</param>
/// <param name="Alerts">The alerts that are open or suspected; empty where series come from files.</param>
public sealed record HistoryReport(DateTimeOffset Written, string Source, ImmutableArray<ReportSeries> Series, ImmutableArray<Alert> Alerts)
{
    // Over all series of a history together, this share of the changes is expected to be false.
    private const double FalseDiscoveryRate = 0.05;

    /// <summary>The series of configurations that are measured no more, in the same order, the newest first.</summary>
    public ImmutableArray<ReportSeries> Earlier { get; init; } = [];

    /// <summary>What happened to the series that are measured now, by cause, the newest first.</summary>
    public ImmutableArray<ChangeEvent> Events { get; } = ChangeEvent.Of(Series.Select(series => series.Found));

    /// <summary>The report of a history. An alert of a configuration that is measured no more is not open: nothing can be done about
    /// it.</summary>
    public static HistoryReport Of(
        HistorySeries history,
        string source,
        DateTimeOffset written,
        ImmutableArray<Alert> alerts,
        WatchSettings? watch = null
    )
    {
        var byAge = history.Series.GroupBy(series => (series.Key.Case, series.Key.Device, series.Key.Metric.Name))
            .Select(same => same.OrderByDescending(series => history.Runs[series.Points[^1].Row].Started).ToArray()).ToArray();
        var earlier = Detect([.. byAge.SelectMany(same => same.Skip(1))], watch)
            .ToDictionary(found => found.Series.Key, found => Marked(found, history));
        var current = Detect([.. byAge.Select(same => same[0])], watch)
            .Zip(byAge, (found, same) => Marked(found, history) with { Before = same.Length > 1 ? earlier[same[1].Key] : null });
        return new HistoryReport(written, source, [.. current], [])
        {
            Earlier = [.. byAge.SelectMany(same => same.Skip(1)).Select(series => earlier[series.Key])],
        }.With(alerts);
    }

    /// <summary>The report with those of the alerts that are open and of a configuration that is measured now.</summary>
    public HistoryReport With(ImmutableArray<Alert> alerts)
    {
        var current = Series.Select(series => series.Found.Series.Key).ToHashSet();
        return this with
        {
            Alerts = [.. alerts.Where(alert => alert.State is AlertState.Open or AlertState.Suspected && current.Contains(alert.Series))],
        };
    }

    /// <summary>The open and suspected alerts that are of an event.</summary>
    public ImmutableArray<Alert> AlertsOf(ChangeEvent one) => [.. Alerts.Where(alert => EventOf(alert) == one)];

    /// <summary>The event that an alert is of; null where it is to be seen no more. An alert keeps the night that it was first seen at;
    /// later nights may move the change a little.</summary>
    public ChangeEvent? EventOf(Alert alert)
    {
        const int MostDays = 7;
        var near = from one in Events
                   from member in one.Members
                   where member.Series == alert.Series
                   let days = member.First.Commit == alert.FirstCommit ? 0 : Math.Abs(member.First.Date.DayNumber - alert.Date.DayNumber)
                   where days <= MostDays
                   orderby days
                   select one;
        return near.FirstOrDefault();
    }

    /// <summary>The report of series that were read from files.</summary>
    public static HistoryReport Of(IEnumerable<SeriesSet> files, DateTimeOffset written, WatchSettings? watch = null)
    {
        var sets = files.ToArray();
        var found = sets.SelectMany(set => set.Series)
            .Select(series => new ReportSeries(ChangeDetection.Find(series, (watch ?? WatchSettings.BuiltIn).For(series.Key))));
        return new HistoryReport(written, string.Join(", ", sets.Select(set => Path.GetFileName(set.File))), [.. found], []);
    }

    /// <summary>What was found in each series, false alarms limited over all of them together.</summary>
    public static ImmutableArray<SeriesChanges> Detect(IReadOnlyCollection<Series> series, WatchSettings? watch = null) =>
        FalseDiscovery.Limit(
            [.. series.AsParallel().AsOrdered().Select(one => ChangeDetection.Find(one, (watch ?? WatchSettings.BuiltIn).For(one.Key)))],
            FalseDiscoveryRate
        );

    private static ReportSeries Marked(SeriesChanges found, HistorySeries history)
    {
        var points = found.Series.Points;
        var latest = history.Runs[points[^1].Row];
        return new ReportSeries(found)
        {
            Target = history.Targets.TryGetValue(found.Series.Key, out var target) ? target : null,
            Releases =
            [
                .. Enumerable
                    .Range(0, points.Length)
                    .Where(i => history.Runs[points[i].Row].Release is not null)
                    .Select(i => (i, history.Runs[points[i].Row].Release!)),
            ],
            Status = latest.Status,
            JobUrl = latest.JobUrl,
            Links = Links(found, history),
        };
    }

    private static ImmutableArray<(int Point, string Url)> Links(SeriesChanges found, HistorySeries history)
    {
        const int Newest = 7;
        var points = found.Series.Points;
        var places = Enumerable
            .Range(Math.Max(0, points.Length - Newest), Math.Min(Newest, points.Length))
            .Concat(found.Changes.SelectMany(change => new[] { change.After.From - 1, change.After.From }))
            .Distinct()
            .Order();
        // Only an address of the web becomes a link.
        return
        [
            .. places
                .Select(i => (i, history.Runs[points[i].Row].JobUrl ?? ""))
                .Where(pair => pair.Item2.StartsWith("https://", StringComparison.Ordinal)),
        ];
    }
}
