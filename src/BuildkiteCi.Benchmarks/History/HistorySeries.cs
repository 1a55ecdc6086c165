using System.Collections.Immutable;
using BuildkiteCi.Benchmarks.Changes;
using BuildkiteCi.Benchmarks.Metrics;
using Dapper;

namespace BuildkiteCi.Benchmarks.History;

/// <summary>A history as series: what change detection and charts look at.</summary>
/// <param name="Series">One per case, device, metric and configuration, in the order of these.</param>
/// <param name="Runs">The runs behind the points; a point's row is the run's place here.</param>
/// <param name="Targets">The newest target of each series that has one.</param>
public sealed record HistorySeries(
    ImmutableArray<Series> Series,
    ImmutableArray<HistoryRun> Runs,
    ImmutableDictionary<SeriesKey, double> Targets
)
{
    // What charts show of a run; with all of them a page of a hundred cases would hold four times as much and say no more.
    private static readonly ImmutableArray<string> Charted =
    [
        "request_throughput",
        "output_throughput",
        "total_token_throughput",
        "median_ttft_ms",
        "p99_ttft_ms",
        "median_tpot_ms",
        "p99_tpot_ms",
        "median_itl_ms", "p99_itl_ms", "median_e2el_ms", "p99_e2el_ms", "found_rate",
    ];

    // Failed runs are no points: what they measured speaks of the requests that did not fail.
    private static readonly ImmutableArray<string> Usable =
        [ReportVerdict.Ok.Word(), ReportVerdict.OkThenUnfinished.Word(), ReportVerdict.AccuracyOnly.Word()];

    /// <summary>Reads the series of a history, in one pass.</summary>
    /// <param name="history">The history.</param>
    /// <param name="onlyCase">The case to read; null: all.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="HistoryException">The database cannot be used.</exception>
    public static Task<HistorySeries> ReadAsync(RunHistory history, string? onlyCase, CancellationToken cancellationToken) =>
        history.Database.RunAsync(
            async connection =>
            {
                var words = new Dictionary<string, string>(StringComparer.Ordinal);
                string Same(string word) => words.TryGetValue(word, out var known) ? known : words[word] = word;

                var code = new Dictionary<string, ImmutableSortedDictionary<string, string>>(StringComparer.Ordinal);
                ImmutableSortedDictionary<string, string> Code(string json) =>
                    code.TryGetValue(json, out var known) ? known : code[json] = RunLines.Versions(json);

                var runs = ImmutableArray.CreateBuilder<HistoryRun>();
                var places = new Dictionary<string, int>(StringComparer.Ordinal);
                await foreach (
                    var row in connection
                        .QueryUnbufferedAsync<RunOfSeries>(
                            """
                            SELECT id, case_name, device, configuration_hash, versions, tested_commit, started, release, job_url, status, verdict, order_time
                            FROM runs WHERE run_type <> 'BISECT' AND (CAST(@onlyCase AS text) IS NULL OR case_name = @onlyCase)
                            ORDER BY case_name, device, configuration_hash, order_time, started, id
                            """,
                            new { onlyCase }
                        )
                        .WithCancellation(cancellationToken)
                )
                {
                    places[row.Id] = runs.Count;
                    runs.Add(
                        new HistoryRun(
                            row.Id,
                            Same(row.CaseName),
                            Same(row.Device),
                            Same(row.ConfigurationHash),
                            Code(row.Versions),
                            Same(row.TestedCommit),
                            RunHistory.Time(row.Started),
                            row.Release,
                            row.JobUrl,
                            Same(row.Status),
                            Usable.Contains(row.Verdict)
                        )
                        {
                            Ordered = RunHistory.Time(row.OrderTime),
                        }
                    );
                }

                var values = new Dictionary<SeriesKey, List<(int Place, double Value)>>();
                var targets = new Dictionary<SeriesKey, (int Place, double Value)>();
                var metrics = new Dictionary<(string, string), Metric>();
                // A million rows: read by hand, so that no row is an object.
                await using var query = connection.CreateCommand();
                query.CommandText =
                    "SELECT run_id, name, unit, value, target, better FROM run_metrics WHERE (name IN ("
                    + string.Join(", ", Charted.Select(name => $"'{name}'"))
                    + ") OR unit = 'fraction' OR (unit = '%' AND name <> 'spec_decode_acceptance_rate'))";
                if (onlyCase is not null)
                {
                    query.CommandText += " AND run_id IN (SELECT id FROM runs WHERE case_name = @onlyCase)";
                    var parameter = query.CreateParameter();
                    (parameter.ParameterName, parameter.Value) = ("onlyCase", onlyCase);
                    query.Parameters.Add(parameter);
                }

                await using var rows = await query.ExecuteReaderAsync(cancellationToken);
                var (id, place) = ("", -1);
                while (await rows.ReadAsync(cancellationToken))
                {
                    if (rows.GetString(0) is var next && next != id)
                        (id, place) = (next, places.GetValueOrDefault(next, -1));
                    // A run that was written since, or is another case's, or failed.
                    if (place < 0 || !runs[place].IsUsable)
                        continue;
                    var run = runs[place];
                    var named = (Same(rows.GetString(1)), Same(rows.GetString(2)));
                    if (!metrics.TryGetValue(named, out var metric))
                        metrics[named] = metric = KnownMetrics.Of(named.Item1, named.Item2, rows.GetString(5));
                    var key = new SeriesKey(run.Case, run.Device, metric, run.ConfigurationHash);
                    if (!values.TryGetValue(key, out var list))
                        values[key] = list = [];
                    list.Add((place, rows.GetDouble(3)));
                    if (
                        !await rows.IsDBNullAsync(4, cancellationToken) && (!targets.TryGetValue(key, out var known) || known.Place < place)
                    )
                        targets[key] = (place, rows.GetDouble(4));
                }

                var series = values
                    .OrderBy(pair => pair.Key.Case, StringComparer.Ordinal)
                    .ThenBy(pair => pair.Key.Device, StringComparer.Ordinal)
                    .ThenBy(pair => Rank(pair.Key.Metric.Name))
                    .ThenBy(pair => pair.Key.Metric.Name, StringComparer.Ordinal)
                    .ThenBy(pair => runs[pair.Value.Min(value => value.Place)].Started)
                    .Select(pair => new Series(
                        pair.Key,
                        [.. pair.Value.OrderBy(value => value.Place).Select(value => Point(runs[value.Place], value.Place, value.Value))]
                    ));
                return new HistorySeries(
                    [.. series],
                    runs.ToImmutable(),
                    targets.ToImmutableDictionary(pair => pair.Key, pair => pair.Value.Value)
                );
            },
            cancellationToken
        );

    private static SeriesPoint Point(HistoryRun run, int place, double value) =>
        new(place, DateOnly.FromDateTime(run.Started.UtcDateTime), run.Commit, value) { Versions = run.Versions, Moment = run.Ordered };

    private static int Rank(string metric)
    {
        var rank = Charted.IndexOf(metric);
        return rank < 0 ? Charted.Length : rank;
    }

    internal sealed record RunOfSeries(
        string Id,
        string CaseName,
        string Device,
        string ConfigurationHash,
        string Versions,
        string TestedCommit,
        string Started,
        string? Release,
        string? JobUrl,
        string Status,
        string Verdict,
        string OrderTime
    );
}
