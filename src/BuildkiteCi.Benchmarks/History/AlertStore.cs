using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
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
                var rows = await connection.QueryAsync<AlertRow>($"SELECT {Columns} FROM alerts ORDER BY first_date, case_name, device, metric");
                return rows.Select(row => row.Alert()).ToImmutableArray();
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
                    VALUES (@CaseName, @Device, @Metric, @Unit, @ConfigurationHash, @FirstCommit, @PreviousCommit, @FirstDate, @Relative, @State,
                        @AcknowledgedBy, @AcknowledgedReason, @AcknowledgedAt, @Suspects, @Better)
                    ON CONFLICT (case_name, device, metric, configuration_hash, first_commit, first_date) DO UPDATE SET
                        relative = excluded.relative, state = excluded.state, acknowledged_by = excluded.acknowledged_by,
                        acknowledged_reason = excluded.acknowledged_reason, acknowledged_at = excluded.acknowledged_at,
                        suspects = excluded.suspects
                    """,
                    alerts.Select(AlertRow.Of),
                    transaction
                );
                await transaction.CommitAsync(cancellationToken);
                return 0;
            },
            cancellationToken
        );

    internal sealed record AlertRow(
        string CaseName,
        string Device,
        string Metric,
        string Unit,
        string ConfigurationHash,
        string FirstCommit,
        string PreviousCommit,
        string FirstDate,
        double Relative,
        string State,
        string? AcknowledgedBy,
        string? AcknowledgedReason,
        string? AcknowledgedAt,
        string Suspects,
        string Better
    )
    {
        public static AlertRow Of(Alert alert) =>
            new(
                alert.Series.Case,
                alert.Series.Device,
                alert.Series.Metric.Name,
                alert.Series.Metric.Unit.Symbol,
                alert.Series.Configuration,
                alert.FirstCommit,
                alert.PreviousCommit,
                alert.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                alert.Relative,
                alert.State.ToString(),
                alert.Acknowledgement?.By,
                alert.Acknowledgement?.Reason,
                alert.Acknowledgement is { } known ? RunHistory.Time(known.At) : null,
                JsonSerializer.Serialize(alert.Suspects, AlertJson.Default.ImmutableArrayVersionRange),
                alert.Series.Metric.Better.ToString().ToLowerInvariant()
            );

        public Alert Alert() =>
            new(
                new SeriesKey(CaseName, Device, KnownMetrics.Of(Metric, Unit, Better), ConfigurationHash),
                FirstCommit,
                PreviousCommit,
                DateOnly.ParseExact(FirstDate, "yyyy-MM-dd", CultureInfo.InvariantCulture),
                Relative,
                Enum.Parse<AlertState>(State)
            )
            {
                Suspects = JsonSerializer.Deserialize(Suspects, AlertJson.Default.ImmutableArrayVersionRange),
                Acknowledgement = AcknowledgedBy is null
                    ? null
                    : new Acknowledgement(AcknowledgedBy, AcknowledgedReason ?? "", RunHistory.Time(AcknowledgedAt!)),
            };
    }
}

[JsonSerializable(typeof(ImmutableArray<VersionRange>))]
internal sealed partial class AlertJson : JsonSerializerContext;
