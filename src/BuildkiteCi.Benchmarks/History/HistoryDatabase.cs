using System.Data.Common;
using System.Diagnostics;
using Dapper;
using DbUp;
using DbUp.Builder;
using Microsoft.Data.Sqlite;
using Npgsql;

// Queries are compiled with the program. Put together at run time they cost every start, and a native program cannot.
[module: DapperAot]
[module: BindTupleByName(false)]

namespace BuildkiteCi.Benchmarks.History;

/// <summary>The connections of a history and its schema. SQLite and PostgreSQL share every statement but the few lines here.</summary>
internal sealed class HistoryDatabase(HistoryAddress address)
{
    // Any number will do, as long as all of us use the same one.
    private const long UpgradeLock = 7_266_183;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private static readonly string ScriptPrefix = $"{typeof(HistoryDatabase).Namespace}.Scripts.";

    private readonly Lock gate = new();
    private Task? upgrade;
    private string connectionString = address.ConnectionString;

    /// <summary>How long another process that brings the schema up to date is waited for.</summary>
    public TimeSpan LockWait { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether it can only be read; known once it has been.</summary>
    public bool IsReadOnly { get; private set; }

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
        catch (Exception failure)
            when (failure is IOException or UnauthorizedAccessException or TimeoutException or System.Net.Sockets.SocketException)
        {
            throw Unusable(failure.Message, failure);
        }
    }

    /// <summary>Begins a transaction that writes.</summary>
    public static async ValueTask<DbTransaction> BeginAsync(DbConnection connection, CancellationToken cancellationToken) =>
        // SQLite takes the write lock at once: one that was read with could not be raised while another writer waits for the same.
        connection is SqliteConnection sqlite
            ? sqlite.BeginTransaction(deferred: false)
            : await connection.BeginTransactionAsync(cancellationToken);

    private async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        DbConnection connection = address.IsPostgres
            ? new NpgsqlConnection(address.ConnectionString)
            : new SqliteConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        if (!address.IsPostgres && !IsReadOnly) await connection.ExecuteAsync("PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON");
        return connection;
    }

    // Once for all calls; again after a failure, since a server may come back.
    private Task Upgraded()
    {
        lock (gate)
        {
            if (upgrade is null or { IsFaulted: true } or { IsCanceled: true })
                upgrade = address.IsPostgres ? UpgradeServerAsync() : UpgradeFileAsync(address.File!);
            return upgrade;
        }
    }

    // Eight writers may come to an empty database at once: one makes the tables, the others wait.
    private async Task UpgradeServerAsync()
    {
        await using var connection = new NpgsqlConnection(address.ConnectionString);
        await connection.OpenAsync();
        if (IsCurrent(connection)) return;
        await TakeServerLockAsync(connection);
        try
        {
            Perform(DeployChanges.To.PostgresqlDatabase(address.ConnectionString));
        }
        finally
        {
            await connection.ExecuteAsync("SELECT pg_advisory_unlock(@UpgradeLock)", new { UpgradeLock });
        }
    }

    private async Task TakeServerLockAsync(NpgsqlConnection connection)
    {
        var begun = Stopwatch.GetTimestamp();
        while (!await connection.ExecuteScalarAsync<bool>("SELECT pg_try_advisory_lock(@UpgradeLock)", new { UpgradeLock }))
        {
            if (Stopwatch.GetElapsedTime(begun) >= LockWait)
            {
                var holder = await connection.QueryFirstOrDefaultAsync<string?>(
                    """
                    SELECT 'process ' || a.pid || ' of ' || coalesce(nullif(a.application_name, ''), 'a client') || coalesce(' at ' || host(a.client_addr), '') || ' since ' || a.backend_start
                    FROM pg_locks l JOIN pg_stat_activity a USING (pid) WHERE l.locktype = 'advisory' AND l.granted AND l.classid = 0 AND l.objid = @UpgradeLock
                    """,
                    new { UpgradeLock });
                throw new TimeoutException(
                    $"its schema is being brought up to date by {holder ?? "another process"}, and {LockWait.TotalSeconds:0} s have "
                        + "passed; wait for it, or end it if it hangs"
                );
            }

            await Task.Delay(Pause);
        }
    }

    // What there is to read needs no lock and changes nothing.
    private static bool IsCurrent(DbConnection connection)
    {
        try
        {
            var known = connection.Query<string>("SELECT scriptname FROM schemaversions").ToHashSet(StringComparer.Ordinal);
            return typeof(HistoryDatabase).Assembly.GetManifestResourceNames().Where(IsScript).All(known.Contains);
        }
        catch (DbException)
        {
            return false;
        }
    }

    private bool IsCurrentFile(string file)
    {
        if (!File.Exists(file)) return false;
        using var connection = new SqliteConnection(connectionString);
        try
        {
            connection.Open();
            return IsCurrent(connection);
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    // A database that writers left in WAL mode cannot be opened where no file can be made beside it, unless it is said that nobody writes.
    // Where something is left in the log, that would hide it.
    private static string ReadOnlyString(string file)
    {
        var log = new FileInfo(file + "-wal");
        var source = log.Exists && log.Length > 0 ? file : $"{new Uri(Path.GetFullPath(file)).AbsoluteUri}?immutable=1";
        return new SqliteConnectionStringBuilder { DataSource = source, Mode = SqliteOpenMode.ReadOnly }.ConnectionString;
    }

    private async Task UpgradeFileAsync(string file)
    {
        if (File.Exists(file) && (new FileInfo(file).IsReadOnly || !LockFile.CanBeTaken(file + ".lock")))
        {
            connectionString = ReadOnlyString(file);
            IsReadOnly = true;
            if (!IsCurrentFile(file)) throw new IOException("it is read-only, and no history of this version");
            return;
        }

        if (IsCurrentFile(file)) return;
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        Directory.CreateDirectory(folder);
        using var unused = await LockFile.TakeAsync(file + ".lock", LockWait, CancellationToken.None);
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
            .WithScriptsEmbeddedInAssembly(typeof(HistoryDatabase).Assembly, IsScript)
            .WithTransactionPerScript()
            .LogToNowhere()
            .Build()
            .PerformUpgrade();
        if (!result.Successful) throw Unusable($"its schema could not be brought up to date: {result.Error.Message}", result.Error);
    }

    private static bool IsScript(string name) => name.StartsWith(ScriptPrefix, StringComparison.Ordinal);

    private HistoryException Unusable(string reason, Exception cause) =>
        new(
            $"the history '{address}' cannot be used: {reason.ReplaceLineEndings(" ").TrimEnd('.')}; check --history, or name a file",
            cause
        );
}
