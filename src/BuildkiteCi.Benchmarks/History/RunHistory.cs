using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using Dapper;
using Npgsql;

namespace BuildkiteCi.Benchmarks.History;

/// <summary>Every run, for ever. Several processes may write at once: each record is one transaction, and none is lost.</summary>
/// <param name="address">Where it is kept.</param>
public sealed class RunHistory(HistoryAddress address)
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    internal const string Insert =
        """
        INSERT INTO runs (id, case_name, device, model, run_type, model_tag, configuration, configuration_hash, versions, tested_commit,
                          commit_time, order_time, release, job_url, run_by, started, duration_seconds, verdict, status, reason)
        """;

    internal const string Replace =
        """
        ON CONFLICT (id) DO UPDATE SET
            case_name = excluded.case_name, device = excluded.device, model = excluded.model, run_type = excluded.run_type,
            model_tag = excluded.model_tag, configuration = excluded.configuration, configuration_hash = excluded.configuration_hash,
            versions = excluded.versions, tested_commit = excluded.tested_commit, commit_time = excluded.commit_time,
            order_time = excluded.order_time, release = excluded.release,
            job_url = excluded.job_url, run_by = excluded.run_by, started = excluded.started, duration_seconds = excluded.duration_seconds,
            verdict = excluded.verdict, status = excluded.status, reason = excluded.reason
        """;

    private const int ChunkSize = 1000;

    private const string Upsert =
        $"""
        {Insert}
        VALUES (@Id, @CaseName, @Device, @Model, @RunType, @ModelTag, @Configuration, @ConfigurationHash, @Versions, @TestedCommit,
                @CommitTime, @OrderTime, @Release, @JobUrl, @RunBy, @Started, @DurationSeconds, @Verdict, @Status, @Reason)
        {Replace}
        """;

    private readonly HistoryDatabase database = new(address);

    /// <summary>Where it is kept.</summary>
    public HistoryAddress Address { get; } = address;

    /// <summary>Whether it can only be read; known once it has been.</summary>
    public bool IsReadOnly => database.IsReadOnly;

    /// <summary>The connections, for what else is kept beside the runs.</summary>
    internal HistoryDatabase Database => database;

    /// <summary>Keeps a run. The same id again replaces the record.</summary>
    /// <exception cref="HistoryException">The database cannot be used.</exception>
    public Task KeepAsync(BenchmarkRun run, CancellationToken cancellationToken) => KeepAsync([run], cancellationToken);

    /// <summary>Keeps runs, all of them or none. They are read a thousand at a time, so that a file of any size can be brought
    /// in.</summary>
    /// <returns>How many there were.</returns>
    /// <exception cref="HistoryException">The database cannot be used.</exception>
    public Task<int> KeepAsync(IEnumerable<BenchmarkRun> runs, CancellationToken cancellationToken) => database.RunAsync(
        async connection =>
        {
            await using var transaction = await HistoryDatabase.BeginAsync(connection, cancellationToken);
            var count = 0;
            foreach (var some in runs.Chunk(ChunkSize))
            {
                if (connection is NpgsqlConnection server) await ServerRuns.WriteAsync(server, transaction, some, cancellationToken);
                else foreach (var run in some) await WriteAsync(connection, transaction, run);
                count += some.Length;
            }

            await transaction.CommitAsync(cancellationToken);
            return count;
        },
        cancellationToken);

    /// <summary>All runs in the order in which they began, for export.</summary>
    /// <exception cref="HistoryException">The database cannot be used.</exception>
    public Task<ImmutableArray<BenchmarkRun>> AllAsync(CancellationToken cancellationToken) => ReadAsync(null, null, cancellationToken);

    /// <summary>The runs of a case that bisections made, in the order in which they began. They are no points of a series.</summary>
    /// <exception cref="HistoryException">The database cannot be used.</exception>
    public Task<ImmutableArray<BenchmarkRun>> BisectRunsAsync(string caseName, CancellationToken cancellationToken) =>
        ReadAsync(BenchmarkRun.BisectType, caseName, cancellationToken);

    private Task<ImmutableArray<BenchmarkRun>> ReadAsync(string? type, string? caseName, CancellationToken cancellationToken) =>
        database.RunAsync(
            async connection =>
            {
                const string Chosen = "(CAST(@type AS text) IS NULL OR (run_type = @type AND case_name = @caseName))";
                const string OfChosen = $"run_id IN (SELECT id FROM runs WHERE {Chosen})";
                var metrics = (
                    await connection.QueryAsync<RunMetricRow>(
                        "SELECT run_id AS RunId, name AS Name, unit AS Unit, better AS Better, value AS Value, standard_error AS "
                            + "StandardError, target AS Target FROM run_metrics WHERE "
                            + OfChosen
                            + " ORDER BY run_id, position",
                        new { type, caseName }
                    )
                ).ToLookup(row => row.RunId);
                var probes = (
                    await connection.QueryAsync<RunProbeRow>(
                        "SELECT run_id AS RunId, rate AS Rate, latency_ms AS LatencyMs, failure AS Failure FROM run_probes WHERE "
                            + OfChosen
                            + " ORDER BY run_id, position",
                        new { type, caseName }
                    )
                ).ToLookup(row => row.RunId);
                var rows = await connection.QueryAsync<RunRow>(
                    $"""
                    SELECT id AS Id, case_name AS CaseName, device AS Device, model AS Model, run_type AS RunType, model_tag AS ModelTag,
                           configuration AS Configuration, configuration_hash AS ConfigurationHash, versions AS Versions, tested_commit AS TestedCommit,
                           commit_time AS CommitTime, release AS Release, job_url AS JobUrl, run_by AS RunBy, started AS Started,
                           duration_seconds AS DurationSeconds, verdict AS Verdict, status AS Status, reason AS Reason
                    FROM runs WHERE {Chosen} ORDER BY started, id
                    """,
                    new { type, caseName }
                );
                return rows.Select(row => row.Run(metrics[row.Id], probes[row.Id])).ToImmutableArray();
            },
            cancellationToken
        );

    /// <summary>How many runs there are.</summary>
    /// <exception cref="HistoryException">The database cannot be used.</exception>
    public Task<long> CountAsync(CancellationToken cancellationToken) =>
        database.RunAsync(connection => connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM runs"), cancellationToken);

    internal static string Time(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    internal static DateTimeOffset Time(string text) =>
        DateTimeOffset.ParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static async Task WriteAsync(DbConnection connection, DbTransaction transaction, BenchmarkRun run)
    {
        // The record's row is locked first, so that two writers of one id take turns with its metrics.
        await connection.ExecuteAsync(Upsert, RunRow.Of(run), transaction);
        await connection.ExecuteAsync("DELETE FROM run_metrics WHERE run_id = @Id", new { run.Id }, transaction);
        await connection.ExecuteAsync("DELETE FROM run_probes WHERE run_id = @Id", new { run.Id }, transaction);
        await connection.ExecuteAsync(
            "INSERT INTO run_metrics (run_id, position, name, unit, better, value, standard_error, target) VALUES (@RunId, @Position, "
                + "@Name, @Unit, @Better, @Value, @StandardError, @Target)",
            run.Metrics.Select(
                (one, i) =>
                    new
                    {
                        RunId = run.Id,
                        Position = (long)i,
                        one.Metric.Name,
                        Unit = one.Metric.Unit.Symbol,
                        Better = one.Metric.Better.ToString().ToLowerInvariant(),
                        one.Value,
                        one.StandardError,
                        one.Target,
                    }
            ),
            transaction
        );
        await connection.ExecuteAsync(
            "INSERT INTO run_probes (run_id, position, rate, latency_ms, failure) VALUES (@RunId, @Position, @Rate, @LatencyMs, @Failure)",
            run.Probes.Select(
                (probe, i) =>
                    new
                    {
                        RunId = run.Id,
                        Position = (long)i,
                        probe.Rate,
                        probe.LatencyMs,
                        probe.Failure,
                    }
            ),
            transaction
        );
    }
}
