using System.Data.Common;
using BuildkiteCi.Pipelines.Builds;
using Dapper;
using Microsoft.Data.Sqlite;

// Queries are compiled with the program. Put together at run time they cost every start, and a native program cannot.
[module: DapperAot]
[module: BindTupleByName(false)]

namespace BuildkiteCi.LocalBuilds.Store;

/// <summary>The SQLite database of a local build: one file, write-ahead log, made on first use by whichever process comes first.</summary>
internal sealed class LocalDatabase
{
    // How long a writer waits for another one. Each write takes well under a millisecond, so this is reached only where a disk hangs.
    private const int BusySeconds = 60;

    // Raised with every change of the tables. A build of an earlier version is forgotten: it was only ever this machine's.
    private const int Version = 5;

    private const string Schema =
        """
        CREATE TABLE IF NOT EXISTS meta_data (key TEXT PRIMARY KEY, value TEXT NOT NULL, job TEXT) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS outcomes (id INTEGER PRIMARY KEY, step_key TEXT NOT NULL, outcome TEXT NOT NULL, recorded TEXT NOT NULL);
        CREATE INDEX IF NOT EXISTS outcomes_by_step ON outcomes (step_key, id);
        CREATE TABLE IF NOT EXISTS uploads (id INTEGER PRIMARY KEY, name TEXT NOT NULL, yaml TEXT NOT NULL, uploaded TEXT NOT NULL, job TEXT, replaces INTEGER NOT NULL DEFAULT 0);
        CREATE TABLE IF NOT EXISTS upload_keys (key TEXT PRIMARY KEY, upload INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS steps (upload INTEGER, place INTEGER, id TEXT NOT NULL, key TEXT, label TEXT NOT NULL, type TEXT NOT NULL, state TEXT NOT NULL, outcome TEXT,
            attributes TEXT NOT NULL, ended INTEGER, PRIMARY KEY (upload, place)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS step_changes (id INTEGER PRIMARY KEY, step TEXT NOT NULL, attribute TEXT NOT NULL, value TEXT NOT NULL, appends INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS jobs (id TEXT PRIMARY KEY, upload INTEGER NOT NULL, place INTEGER NOT NULL, number INTEGER NOT NULL, try INTEGER NOT NULL, state TEXT NOT NULL,
            exit_status INTEGER, log TEXT NOT NULL, started TEXT NOT NULL, ended TEXT);
        CREATE TABLE IF NOT EXISTS job_environment (job TEXT, name TEXT, value TEXT, PRIMARY KEY (job, name)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS artifacts (id TEXT PRIMARY KEY, path TEXT NOT NULL, job TEXT, step_key TEXT, size INTEGER NOT NULL, sha1 TEXT NOT NULL, sha256 TEXT NOT NULL, uploaded TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS promises (job TEXT PRIMARY KEY, exit_status INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS cancellations (id INTEGER PRIMARY KEY, step TEXT);
        CREATE TABLE IF NOT EXISTS locks (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS spans (label TEXT PRIMARY KEY, milliseconds INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS identity (place INTEGER PRIMARY KEY CHECK (place = 1), id TEXT NOT NULL, number INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS annotations (context TEXT, scope TEXT, style TEXT, body TEXT NOT NULL, priority INTEGER NOT NULL, written TEXT NOT NULL, PRIMARY KEY (context, scope)) WITHOUT ROWID;
        """;

    private const string Tables =
        "meta_data outcomes uploads upload_keys steps step_changes jobs job_environment artifacts annotations cancellations promises locks";

    private readonly string connectionString;
    private readonly string file;

    private LocalDatabase(string file)
    {
        this.file = file;
        connectionString = new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = BusySeconds }.ConnectionString;
    }

    /// <summary>Opens the database of a state folder, making folder, file and tables as needed.</summary>
    /// <exception cref="BuildException">The folder cannot be written, or the file is no database.</exception>
    public static LocalDatabase Open(string folder)
    {
        var database = new LocalDatabase(Path.Combine(folder, "build.db"));
        try
        {
            Directory.CreateDirectory(folder);
            using var connection = new SqliteConnection(database.connectionString);
            connection.Open();
            if (connection.ExecuteScalar<int>("PRAGMA user_version") == Version) return database;
            connection.Execute("PRAGMA journal_mode = WAL");
            using var transaction = connection.BeginTransaction();
            if (connection.ExecuteScalar<int>("PRAGMA user_version", transaction: transaction) != Version)
            {
                foreach (var table in Tables.Split(' ')) connection.Execute($"DROP TABLE IF EXISTS {table}", transaction: transaction);
                connection.Execute(Schema, transaction: transaction);
                connection.Execute($"PRAGMA user_version = {Version}", transaction: transaction);
            }

            transaction.Commit();
        }
        catch (Exception failure) when (failure is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw database.Unusable(failure);
        }

        return database;
    }

    /// <summary>Runs one statement, or several as one transaction.</summary>
    public async Task<T> RunAsync<T>(Func<DbConnection, Task<T>> statement, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new SqliteConnection(connectionString);
            await connection.OpenAsync(cancellationToken);
            await connection.ExecuteAsync("PRAGMA synchronous = NORMAL");
            return await statement(connection);
        }
        catch (SqliteException failure)
        {
            throw Unusable(failure);
        }
    }

    /// <summary>Runs several statements that depend on each other as one transaction; nobody else writes meanwhile.</summary>
    public Task<T> TransactAsync<T>(Func<DbConnection, Task<T>> statements, CancellationToken cancellationToken) =>
        RunAsync(
            async connection =>
            {
                await connection.ExecuteAsync("BEGIN IMMEDIATE");
                try
                {
                    var result = await statements(connection);
                    await connection.ExecuteAsync("COMMIT");
                    return result;
                }
                catch
                {
                    await connection.ExecuteAsync("ROLLBACK");
                    throw;
                }
            },
            cancellationToken);

    /// <summary>Forgets the whole build.</summary>
    public Task<int> ClearAsync(CancellationToken cancellationToken) =>
        TransactAsync(
            connection => connection.ExecuteAsync(string.Join(' ', Tables.Split(' ').Select(table => $"DELETE FROM {table};"))),
            cancellationToken
        );

    private BuildException Unusable(Exception failure) =>
        new($"the local build in '{file}' cannot be used: {failure.Message}; check the folder, or name another with --state", failure);
}
