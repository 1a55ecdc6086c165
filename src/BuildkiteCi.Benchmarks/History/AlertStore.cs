using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using BuildkiteCi.Benchmarks.Changes;
using BuildkiteCi.Benchmarks.Metrics;
using Dapper;

namespace BuildkiteCi.Benchmarks.History;

/// <summary>The alerts of a history, kept beside its runs so that each is reported once, however many look.</summary>
/// <param name="history">The history.</param>
public sealed class AlertStore(RunHistory history)
{
    private const string Columns =
        "case_name, device, metric, unit, configuration_hash, first_commit, previous_commit, first_date, relative, state, acknowledged_by, "
            + "acknowledged_reason, acknowledged_at, suspects, better";

    /// <summary>All alerts.</summary>
    /// <exception cref="HistoryException">The database cannot be used.</exception>
    public Task<ImmutableArray<Alert>> AllAsync(CancellationToken cancellationToken) =>
        history.Database.RunAsync(
            async connection =>
            {
                var rows = await connection.QueryAsync<(
                    string Case,
                    string Device,
                    string Metric,
                    string Unit,
                    string Hash,
                    string First,
                    string Previous,
                    string Date,
                    double Relative,
                    string State,
                    string? By,
                    string? Reason,
                    string? At,
                    string Suspects,
                    string Better
                )>($"SELECT {Columns} FROM alerts ORDER BY first_date, case_name, device, metric");
                return rows.Select(row => new Alert(
                        new SeriesKey(row.Case, row.Device, KnownMetrics.Of(row.Metric, row.Unit, row.Better), row.Hash),
                        row.First,
                        row.Previous,
                        DateOnly.ParseExact(row.Date, "yyyy-MM-dd", CultureInfo.InvariantCulture),
                        row.Relative,
                        Enum.Parse<AlertState>(row.State)
                    )
                {
                    Suspects = JsonSerializer.Deserialize<ImmutableArray<VersionRange>>(row.Suspects),
                    Acknowledgement = row.By is null ? null : new Acknowledgement(row.By, row.Reason ?? "", RunHistory.Time(row.At!)),
                })
                    .ToImmutableArray();
            },
            cancellationToken
        );

    /// <summary>Keeps alerts; one that is known is brought up to date.</summary>
    /// <exception cref="HistoryException">The database cannot be used.</exception>
    public Task KeepAsync(IEnumerable<Alert> alerts, CancellationToken cancellationToken) =>
        history.Database.RunAsync(
            async connection =>
            {
                await using var transaction = await HistoryDatabase.BeginAsync(connection, cancellationToken);
                await connection.ExecuteAsync(
                    $"""
                    INSERT INTO alerts ({Columns})
                    VALUES (@Case, @Device, @Metric, @Unit, @Hash, @First, @Previous, @Date, @Relative, @State, @By, @Reason, @At, @Suspects, @Better)
                    ON CONFLICT (case_name, device, metric, configuration_hash, first_commit, first_date) DO UPDATE SET
                        relative = excluded.relative, state = excluded.state, acknowledged_by = excluded.acknowledged_by,
                        acknowledged_reason = excluded.acknowledged_reason, acknowledged_at = excluded.acknowledged_at, suspects = excluded.suspects
                    """,
                    alerts.Select(alert => new
                    {
                        alert.Series.Case,
                        alert.Series.Device,
                        Metric = alert.Series.Metric.Name,
                        Unit = alert.Series.Metric.Unit.Symbol,
                        Hash = alert.Series.Configuration,
                        First = alert.FirstCommit,
                        Previous = alert.PreviousCommit,
                        Date = alert.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                        alert.Relative,
                        State = alert.State.ToString(),
                        alert.Acknowledgement?.By,
                        alert.Acknowledgement?.Reason,
                        At = alert.Acknowledgement is { } known ? RunHistory.Time(known.At) : null,
                        Suspects = JsonSerializer.Serialize(alert.Suspects),
                        Better = alert.Series.Metric.Better.ToString().ToLowerInvariant(),
                    }),
                    transaction
                );
                await transaction.CommitAsync(cancellationToken);
                return 0;
            },
            cancellationToken
        );
}
