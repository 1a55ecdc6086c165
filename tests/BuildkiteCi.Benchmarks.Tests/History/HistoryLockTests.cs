using BuildkiteCi.Benchmarks.History;
using Npgsql;

namespace BuildkiteCi.Benchmarks.Tests.History;

/// <summary>Who waits for whom, and for how long.</summary>
public sealed class HistoryLockTests(PostgresServer server) : IClassFixture<PostgresServer>, IDisposable
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    private readonly TemporaryFolder folder = new();

    private string FilePath => Path.Combine(folder.Path, "history.db");

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        folder.Dispose();
    }

    [Fact]
    public async Task A_lock_that_is_held_for_too_long_is_an_error_that_says_by_whom()
    {
        using var held = await LockFile.TakeAsync(FilePath + ".lock", TimeSpan.Zero, Stop);

        var failure = await Should.ThrowAsync<HistoryException>(() => CountAsync(HistoryAddress.OfFile(FilePath)));

        failure.Message.ShouldStartWith(
            $"the history '{FilePath}' cannot be used: '{FilePath}.lock' is held by process {Environment.ProcessId} on "
                + $"{Environment.MachineName} since 20"
        );
        failure.Message.ShouldContain("and 0 s have passed; wait for it, or end it if it hangs");
    }

    [Fact]
    public async Task A_server_whose_schema_somebody_brings_up_to_date_for_ever_is_an_error_that_says_who_does()
    {
        var address = HistoryAddress.Parse(server.NewDatabase()).Address!;
        await using var other = new NpgsqlConnection(address.ConnectionString);
        await other.OpenAsync(Stop);
        await using var upgrading = new NpgsqlCommand("SELECT pg_advisory_lock(7266183)", other);
        await upgrading.ExecuteNonQueryAsync(Stop);

        var failure = await Should.ThrowAsync<HistoryException>(() => CountAsync(address));

        failure.Message.ShouldMatch("its schema is being brought up to date by process [0-9]+ of BuildkiteCi at 127.0.0.1 since 20");
    }

    [Theory]
    [MemberData(nameof(RunHistoryTests.Databases), MemberType = typeof(RunHistoryTests))]
    public async Task Reading_waits_for_nobody(string database)
    {
        var address = database == "sqlite" ? HistoryAddress.OfFile(FilePath) : HistoryAddress.Parse(server.NewDatabase()).Address!;
        await new RunHistory(address).KeepAsync(RunHistoryTests.Full, Stop);
        using var held = database == "sqlite" ? await LockFile.TakeAsync(FilePath + ".lock", TimeSpan.Zero, Stop) : null;

        (await CountAsync(address)).ShouldBe(1);
    }

    [Fact]
    public async Task A_history_that_can_only_be_read_is_read_and_left_as_it_is()
    {
        await new RunHistory(HistoryAddress.OfFile(FilePath)).KeepAsync(RunHistoryTests.Full, Stop);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        // Also for root, to whom no mode of a file has no.
        File.Delete(FilePath + ".lock");
        Directory.CreateDirectory(FilePath + ".lock");
        var before = File.ReadAllBytes(FilePath);

        var history = new RunHistory(HistoryAddress.OfFile(FilePath));
        RunLines.Write((await history.AllAsync(Stop)).ShouldHaveSingleItem()).ShouldBe(RunLines.Write(RunHistoryTests.Full));

        history.IsReadOnly.ShouldBeTrue();
        Directory
            .GetFileSystemEntries(folder.Path)
            .Select(Path.GetFileName)
            .Order(StringComparer.Ordinal)
            .ShouldBe(["history.db", "history.db.lock"]);
        File.ReadAllBytes(FilePath).ShouldBe(before);
        (await Should.ThrowAsync<HistoryException>(() => history.KeepAsync(RunHistoryTests.Full, Stop))).Message.ShouldContain("readonly");
    }

    [Theory]
    [InlineData(11, true)]
    [InlineData(unchecked((int)0x80070020), true)]
    [InlineData(30, false)]
    [InlineData(28, false)]
    [InlineData(5, false)]
    public void Only_a_file_that_somebody_has_is_waited_for_and_no_full_or_read_only_disk(int error, bool isHeld) =>
        LockFile.IsHeld(new IOException("", error)).ShouldBe(isHeld);

    private static Task<long> CountAsync(HistoryAddress address) =>
        new HistoryDatabase(address) { LockWait = TimeSpan.Zero }.RunAsync(
            async connection =>
            {
                await using var count = connection.CreateCommand();
                count.CommandText = "SELECT COUNT(*) FROM runs";
                return (long)(await count.ExecuteScalarAsync(Stop))!;
            },
            Stop
        );
}
