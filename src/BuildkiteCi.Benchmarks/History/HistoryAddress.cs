using Microsoft.Data.Sqlite;
using Npgsql;

namespace BuildkiteCi.Benchmarks.History;

/// <summary>Where a history is kept: <c>postgres://USER:PASSWORD@HOST:PORT/DATABASE</c> for a team, else a SQLite file.</summary>
public sealed record HistoryAddress
{
    // How long a writer waits for another one.
    private const int BusySeconds = 120;

    private HistoryAddress(string shown, string connectionString, bool isPostgres)
    {
        Shown = shown;
        ConnectionString = connectionString;
        IsPostgres = isPostgres;
    }

    /// <summary>The address for people; without a password.</summary>
    public string Shown { get; }

    /// <summary>Whether it is a PostgreSQL server, or one that speaks its protocol (AlloyDB, Cockroach, Spanner).</summary>
    public bool IsPostgres { get; }

    internal string ConnectionString { get; }

    /// <summary>The SQLite file; null for a server.</summary>
    public string? File { get; private init; }

    /// <summary>Reads <c>--history</c>; null, and the reason, where it cannot be read. A password may come from <c>PGPASSWORD</c>
    /// instead.</summary>
    public static (HistoryAddress? Address, string? Problem) Parse(string text)
    {
        if (!text.StartsWith("postgres://", StringComparison.Ordinal) && !text.StartsWith("postgresql://", StringComparison.Ordinal))
        {
            if (string.IsNullOrWhiteSpace(text))
                return (null, "the history's address is blank; name a file or 'postgres://USER@HOST/DATABASE'");
            if (text.Contains("://", StringComparison.Ordinal))
                return (null, $"'{text}' is no address of a history; name a file or 'postgres://USER@HOST/DATABASE'");
            return (OfFile(text), null);
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Host.Length == 0 || uri.AbsolutePath.Trim('/').Length == 0)
            return (null, "the history's address names no host or no database; write 'postgres://USER@HOST:PORT/DATABASE'");
        var user = uri.UserInfo.Split(':', 2);
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host,
            Port = uri.Port > 0 ? uri.Port : 5432,
            Database = Uri.UnescapeDataString(uri.AbsolutePath.Trim('/')),
            ApplicationName = "BuildkiteCi",
        };
        if (user[0].Length > 0) builder.Username = Uri.UnescapeDataString(user[0]);
        if (user.Length > 1) builder.Password = Uri.UnescapeDataString(user[1]);
        foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)))
        {
            try
            {
                builder[Uri.UnescapeDataString(pair[0])] = Uri.UnescapeDataString(pair.ElementAtOrDefault(1) ?? "");
            }
            catch (ArgumentException)
            {
                return (null, $"'{pair[0]}' is no setting of a PostgreSQL connection; remove it from the history's address");
            }
        }

        return (
            new HistoryAddress($"postgres://{builder.Host}:{builder.Port}/{builder.Database}", builder.ConnectionString, isPostgres: true),
            null
        );
    }

    /// <summary>A SQLite file; made, with its folder, by the first writer.</summary>
    public static HistoryAddress OfFile(string path)
    {
        var builder = new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = BusySeconds };
        return new HistoryAddress(path, builder.ConnectionString, isPostgres: false) { File = path };
    }

    /// <inheritdoc/>
    public override string ToString() => Shown;
}
