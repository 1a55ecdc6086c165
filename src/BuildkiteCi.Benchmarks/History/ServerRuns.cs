using System.Collections.Frozen;
using System.Data.Common;
using Dapper;
using Npgsql;
using NpgsqlTypes;

namespace BuildkiteCi.Benchmarks.History;

/// <summary>Writes many runs to a server at once: a statement for all of them and a copy for their metrics, in place of a dozen round trips
/// each.</summary>
internal static class ServerRuns
{
    private const string Upsert =
        $"""
        {RunHistory.Insert}
        SELECT * FROM unnest(@Id, @CaseName, @Device, @Model, @RunType, @ModelTag, @Configuration, @ConfigurationHash, @Versions, @TestedCommit,
                @CommitTime, @OrderTime, @Release, @JobUrl, @RunBy, @Started, @DurationSeconds, @Verdict, @Status, @Reason)
        {RunHistory.Replace}
        """;

    private static readonly FrozenDictionary<string, Func<RunRow, string?>> Texts = new Dictionary<string, Func<RunRow, string?>>
    {
        ["Id"] = row => row.Id,
        ["CaseName"] = row => row.CaseName,
        ["Device"] = row => row.Device,
        ["Model"] = row => row.Model,
        ["RunType"] = row => row.RunType,
        ["ModelTag"] = row => row.ModelTag,
        ["Configuration"] = row => row.Configuration,
        ["ConfigurationHash"] = row => row.ConfigurationHash,
        ["Versions"] = row => row.Versions,
        ["TestedCommit"] = row => row.TestedCommit,
        ["CommitTime"] = row => row.CommitTime,
        ["OrderTime"] = row => row.OrderTime,
        ["Release"] = row => row.Release,
        ["JobUrl"] = row => row.JobUrl,
        ["RunBy"] = row => row.RunBy,
        ["Started"] = row => row.Started,
        ["Verdict"] = row => row.Verdict,
        ["Status"] = row => row.Status,
        ["Reason"] = row => row.Reason,
    }.ToFrozenDictionary();

    /// <summary>Writes runs within a transaction; of one id that occurs twice the last.</summary>
    public static async Task WriteAsync(
        NpgsqlConnection connection,
        DbTransaction transaction,
        IReadOnlyCollection<BenchmarkRun> runs,
        CancellationToken cancellationToken
    )
    {
        // In one order for all writers: two that share ids take turns and do not wait for each other for ever.
        var distinct = runs.GroupBy(run => run.Id, StringComparer.Ordinal)
            .Select(same => same.Last())
            .OrderBy(run => run.Id, StringComparer.Ordinal)
            .ToArray();
        var rows = distinct.Select(RunRow.Of).ToArray();
        await using (var upsert = new NpgsqlCommand(Upsert, connection, (NpgsqlTransaction)transaction))
        {
            foreach (var (name, text) in Texts)
                upsert.Parameters.Add(
                    new NpgsqlParameter(name, NpgsqlDbType.Array | NpgsqlDbType.Text) { Value = rows.Select(text).ToArray() }
                );
            upsert.Parameters.Add(
                new NpgsqlParameter("DurationSeconds", NpgsqlDbType.Array | NpgsqlDbType.Double)
                {
                    Value = rows.Select(row => row.DurationSeconds).ToArray(),
                }
            );
            await upsert.ExecuteNonQueryAsync(cancellationToken);
        }

        var ids = distinct.Select(run => run.Id).ToArray();
        await connection.ExecuteAsync("DELETE FROM run_metrics WHERE run_id = ANY(@ids)", new { ids }, transaction);
        await connection.ExecuteAsync("DELETE FROM run_probes WHERE run_id = ANY(@ids)", new { ids }, transaction);
        await using (
            var metrics = await connection.BeginBinaryImportAsync(
                "COPY run_metrics (run_id, position, name, unit, better, value, standard_error, target) FROM STDIN (FORMAT BINARY)",
                cancellationToken
            )
        )
        {
            foreach (var (run, metric, position) in distinct.SelectMany(run => run.Metrics.Select((metric, i) => (run, metric, i))))
            {
                await metrics.StartRowAsync(cancellationToken);
                await metrics.WriteAsync(run.Id, NpgsqlDbType.Text, cancellationToken);
                await metrics.WriteAsync((long)position, NpgsqlDbType.Bigint, cancellationToken);
                await metrics.WriteAsync(metric.Metric.Name, NpgsqlDbType.Text, cancellationToken);
                await metrics.WriteAsync(metric.Metric.Unit.Symbol, NpgsqlDbType.Text, cancellationToken);
                await metrics.WriteAsync(metric.Metric.Better.ToString().ToLowerInvariant(), NpgsqlDbType.Text, cancellationToken);
                await metrics.WriteAsync(metric.Value, NpgsqlDbType.Double, cancellationToken);
                await WriteAsync(metrics, metric.StandardError, cancellationToken);
                await WriteAsync(metrics, metric.Target, cancellationToken);
            }

            await metrics.CompleteAsync(cancellationToken);
        }

        await using var probes = await connection.BeginBinaryImportAsync(
            "COPY run_probes (run_id, position, rate, latency_ms, failure) FROM STDIN (FORMAT BINARY)",
            cancellationToken
        );
        foreach (var (run, probe, position) in distinct.SelectMany(run => run.Probes.Select((probe, i) => (run, probe, i))))
        {
            await probes.StartRowAsync(cancellationToken);
            await probes.WriteAsync(run.Id, NpgsqlDbType.Text, cancellationToken);
            await probes.WriteAsync((long)position, NpgsqlDbType.Bigint, cancellationToken);
            await WriteAsync(probes, probe.Rate, cancellationToken);
            await WriteAsync(probes, probe.LatencyMs, cancellationToken);
            if (probe.Failure is { } failure) await probes.WriteAsync(failure, NpgsqlDbType.Text, cancellationToken);
            else await probes.WriteNullAsync(cancellationToken);
        }

        await probes.CompleteAsync(cancellationToken);
    }

    private static Task WriteAsync(NpgsqlBinaryImporter importer, double? value, CancellationToken cancellationToken) =>
        value is { } number
            ? importer.WriteAsync(number, NpgsqlDbType.Double, cancellationToken)
            : importer.WriteNullAsync(cancellationToken);
}
