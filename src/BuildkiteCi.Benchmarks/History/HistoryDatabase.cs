using System.Data.Common;
using Dapper;
using DbUp;
using DbUp.Builder;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace BuildkiteCi.Benchmarks.History;

/// <summary>The connections of a history and its schema. SQLite and PostgreSQL share every statement but the few lines here.</summary>
internal sealed class HistoryDatabase(HistoryAddress address)
{
    // Any number will do, as long as all of us use the same one.
    private const long UpgradeLock = 7_266_183;

    private static readonly string ScriptPrefix = $"{typeof(HistoryDatabase).Namespace}.Scripts.";

    private readonly Lock gate = new();
    private Task? upgrade;

    /// <summary>Runs statements on a connection of their own.</summary>
    public async Task<T> RunAsync<T>(Func<DbConnection, Task<T>> statements, CancellationToken cancellationToken)
    {
        try
        {
            await Upgraded().WaitAsync(cancellationToken);
            await using var connection = await OpenAsync(cancellationToken);
            return await statements(connection);
        }
        catch (DbException failure)
        {
            throw Unusable(failure.Message, failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or System.Net.Sockets.SocketException)
        {
            throw Unusable(failure.Message, failure);
        }
    }

    /// <summary>Begins a transaction that writes.</summary>
    public static async ValueTask<DbTransaction> BeginAsync(DbConnection connection, CancellationToken cancellationToken) =>
        // SQLite takes the write lock at once: one that was read with could not be raised while another writer waits for the same.
        connection is SqliteConnection sqlite ? sqlite.BeginTransaction(deferred: false) : await connection.BeginTransactionAsync(cancellationToken);

    private async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        DbConnection connection = address.IsPostgres ? new NpgsqlConnection(address.ConnectionString) : new SqliteConnection(address.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        if (!address.IsPostgres) await connection.ExecuteAsync("PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON");
        return connection;
    }

    // Once for all calls; again after a failure, since a server may come back.
    private Task Upgraded()
    {
        lock (gate)
        {
            if (upgrade is null or { IsFaulted: true } or { IsCanceled: true }) upgrade = address.IsPostgres ? UpgradeServerAsync() : UpgradeFileAsync(address.File!);
            return upgrade;
        }
    }

    // Eight writers may come to an empty database at once: one makes the tables, the others wait.
    private async Task UpgradeServerAsync()
    {
        await using var connection = new NpgsqlConnection(address.ConnectionString);
        await connection.OpenAsync();
        await connection.ExecuteAsync("SELECT pg_advisory_lock(@UpgradeLock)", new { UpgradeLock });
        try
        {
            Perform(DeployChanges.To.PostgresqlDatabase(address.ConnectionString));
        }
        finally
        {
            await connection.ExecuteAsync("SELECT pg_advisory_unlock(@UpgradeLock)", new { UpgradeLock });
        }
    }

    private async Task UpgradeFileAsync(string file)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        Directory.CreateDirectory(folder);
        await using var unused = await LockFile.TakeAsync(file + ".lock", CancellationToken.None);
        await using (var connection = new SqliteConnection(address.ConnectionString))
        {
            await connection.OpenAsync();
            await connection.ExecuteAsync("PRAGMA journal_mode = WAL");
        }

        Perform(DeployChanges.To.SqliteDatabase(address.ConnectionString));
    }

    private void Perform(UpgradeEngineBuilder engine)
    {
        var result = engine
            .WithScriptsEmbeddedInAssembly(typeof(HistoryDatabase).Assembly, name => name.StartsWith(ScriptPrefix, StringComparison.Ordinal))
            .WithTransactionPerScript()
            .LogToNowhere()
            .Build()
            .PerformUpgrade();
        if (!result.Successful) throw Unusable($"its schema could not be brought up to date: {result.Error.Message}", result.Error);
    }

    private HistoryException Unusable(string reason, Exception cause) =>
        new($"the history '{address}' cannot be used: {reason.ReplaceLineEndings(" ").TrimEnd('.')}; check --history, or name a file", cause);
}
