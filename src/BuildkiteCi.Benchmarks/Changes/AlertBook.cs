using System.Collections.Immutable;

namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>The alerts of a history after a look at it.</summary>
/// <param name="All">Every alert, old and new, in the order in which they came.</param>
/// <param name="News">Those whose state is new with this look; each is reported once. A run that changes nothing tells nothing.</param>
public sealed record AlertBook(ImmutableArray<Alert> All, ImmutableArray<Alert> News)
{
    // How far the first point of a change moves, in points, while nights arrive.
    private const int Tolerance = 3;

    // A level is back when at least this share of the change is undone.
    private const double Undone = 0.5;

    /// <summary>Matches what was found with what is known: one alert a regression, however many runs see it.</summary>
    public static AlertBook Update(ImmutableArray<Alert> known, ImmutableArray<SeriesChanges> found)
    {
        var all = known.ToBuilder();
        var news = ImmutableArray.CreateBuilder<Alert>();
        foreach (var series in found.Where(series => series.IsAlerting))
        {
            var open = Enumerable.Range(0, all.Count).Where(i => all[i].Series == series.Series.Key).ToList();
            foreach (var change in series.Changes.Where(change => change.Verdict == ChangeVerdict.Regressed))
            {
                var recovered = HasRecovered(series, change);
                var match = open.FindIndex(i => IsSame(all[i], change.First.Commit, change.After.From, series.Series));
                if (match < 0)
                {
                    // A regression that is over before it was reported is no news.
                    var alert = new Alert(
                        series.Series.Key,
                        change.First.Commit,
                        change.LastBefore.Commit,
                        change.First.Date,
                        change.Relative,
                        recovered ? AlertState.Recovered : AlertState.Open)
                    { Suspects = change.Suspects };
                    all.Add(alert);
                    if (!recovered) news.Add(alert);
                    continue;
                }

                var before = all[open[match]];
                var state = before.State switch
                {
                    AlertState.Open or AlertState.Faded or AlertState.Suspected => recovered ? AlertState.Recovered : AlertState.Open,
                    AlertState.Recovered when !recovered => AlertState.Open,
                    var same => same,
                };
                Set(
                    open[match],
                    before with
                    {
                        Relative = change.Relative,
                        State = state,
                        Suspects = before.Suspects.IsEmpty ? change.Suspects : before.Suspects,
                    },
                    tell: before.State != AlertState.Faded || state == AlertState.Recovered
                );
                open.RemoveAt(match);
            }

            if (series.Suspicion is { Verdict: ChangeVerdict.Regressed } suspicion)
            {
                var match = open.FindIndex(i =>
                    IsSame(all[i], suspicion.First.Commit, PlaceOf(series.Series, suspicion.First), series.Series)
                );
                if (match >= 0)
                {
                    open.RemoveAt(match);
                }
                else if (
                    !all.Any(alert =>
                        alert.Series == series.Series.Key
                        && alert.State is AlertState.Open or AlertState.Acknowledged
                        && alert.FirstCommit == suspicion.First.Commit
                    )
                )
                {
                    var alert = new Alert(
                        series.Series.Key,
                        suspicion.First.Commit,
                        suspicion.LastBefore.Commit,
                        suspicion.First.Date,
                        suspicion.Relative,
                        AlertState.Suspected
                    )
                    {
                        Suspects = suspicion.Suspects,
                    };
                    all.Add(alert);
                    news.Add(alert);
                }
            }

            foreach (var i in open.Where(i => all[i].State is AlertState.Open or AlertState.Suspected && Covers(series.Series, all[i])))
                Set(i, all[i] with { State = AlertState.Faded }, tell: true);
        }

        return new AlertBook(all.ToImmutable(), news.ToImmutable());

        void Set(int i, Alert alert, bool tell)
        {
            if (tell && all[i].State != alert.State) news.Add(alert);
            all[i] = alert;
        }
    }

    private static bool HasRecovered(SeriesChanges series, Change change)
    {
        var moved = change.After.Center - change.Before.Center;
        return series.Changes.Any(later =>
            later.First.Row > change.First.Row && (change.After.Center - later.After.Center) / moved >= Undone
        );
    }

    private static bool IsSame(Alert alert, string firstCommit, int place, Series series)
    {
        if (alert.FirstCommit == firstCommit) return true;
        var known = PositionOf(series, alert);
        return known >= 0 && Math.Abs(known - place) <= Tolerance;
    }

    private static int PlaceOf(Series series, SeriesPoint point) => series.Points.IndexOf(point);

    // Commits repeat on quiet nights, so the date tells which one was meant.
    private static int PositionOf(Series series, Alert alert)
    {
        for (var i = 0; i < series.Points.Length; i++)
        {
            if (series.Points[i].Commit == alert.FirstCommit && series.Points[i].Date >= alert.Date) return i;
        }

        return -1;
    }

    private static bool Covers(Series series, Alert alert) => PositionOf(series, alert) >= 0;
}
