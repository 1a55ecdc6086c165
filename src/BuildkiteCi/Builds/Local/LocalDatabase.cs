using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

namespace BuildkiteCi.Builds.Local;

/// <summary>The SQLite database of a local build: one file, write-ahead log, made on first use by whichever process comes first.</summary>
internal sealed class LocalDatabase
{
    // How long a writer waits for another one. Each write takes well under a millisecond, so this is reached only where a disk hangs.
    private const int BusySeconds = 60;

    private const string Schema =
        """
        CREATE TABLE IF NOT EXISTS meta_data (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS outcomes (id INTEGER PRIMARY KEY, step_key TEXT NOT NULL, outcome TEXT NOT NULL, recorded TEXT NOT NULL);
        CREATE INDEX IF NOT EXISTS outcomes_by_step ON outcomes (step_key, id);
        CREATE TABLE IF NOT EXISTS uploads (id INTEGER PRIMARY KEY, name TEXT NOT NULL, yaml TEXT NOT NULL, uploaded TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS artifacts (path TEXT PRIMARY KEY, uploaded TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS annotations (context TEXT PRIMARY KEY, style TEXT NOT NULL, body TEXT NOT NULL, written TEXT NOT NULL) WITHOUT ROWID;
        """;

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
            connection.Execute("PRAGMA journal_mode = WAL");
            connection.Execute(Schema);
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

    private BuildException Unusable(Exception failure) =>
        new($"the local build in '{file}' cannot be used: {failure.Message}; check the folder, or name another with --state", failure);
}
