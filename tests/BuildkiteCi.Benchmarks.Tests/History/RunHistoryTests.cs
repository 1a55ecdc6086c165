using System.Collections.Immutable;
using BuildkiteCi.Benchmarks.Changes;
using BuildkiteCi.Benchmarks.History;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Benchmarks.Metrics;
using BuildkiteCi.Machine;

namespace BuildkiteCi.Benchmarks.Tests.History;

/// <summary>The same tests for both databases.</summary>
public sealed class RunHistoryTests(PostgresServer server) : IClassFixture<PostgresServer>, IDisposable
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Databases => ["sqlite", "postgres"];

    public void Dispose()
    {
        // Pooled connections hold the file.
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_run_comes_back_as_it_was(string database)
    {
        var history = History(database);

        await history.KeepAsync(Full, Stop);

        RunLines.Write((await history.AllAsync(Stop)).ShouldHaveSingleItem()).ShouldBe(RunLines.Write(Full));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task The_same_id_again_replaces_the_record_and_leaves_nothing_of_it(string database)
    {
        var history = History(database);
        var retry = Full with
        {
            Metrics = [new(KnownMetrics.RequestThroughput, 7)],
            Probes = [],
            Versions = Full.Versions.Remove("jax"),
            Release = null,
        };

        await history.KeepAsync([Full, Full], Stop);
        await history.KeepAsync(retry, Stop);

        RunLines.Write((await history.AllAsync(Stop)).ShouldHaveSingleItem()).ShouldBe(RunLines.Write(retry));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Eight_processes_that_write_at_once_lose_nothing(string database)
    {
        const int Writers = 8;
        const int Runs = 20;
        var address = Address(database);
        var processes = new ProcessRunner(folder.Path, TimeProvider.System);

        var exits = await Task.WhenAll(
            Enumerable
                .Range(0, Writers)
                .Select(writer => processes.RunAsync(DummyProgram.Command("keep-runs", address, $"w{writer}", $"{Runs}"), null, Stop))
        );

        exits.ShouldAllBe(exit => exit.Succeeded, string.Concat(exits.Select(exit => exit.ErrorOutput)));
        var kept = await new RunHistory(HistoryAddress.Parse(address).Address!).AllAsync(Stop);
        kept.Length.ShouldBe(Writers * Runs + 1);
        kept.ShouldAllBe(run => run.Metrics.Length == 2);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_history_is_series_in_the_order_of_the_commits_whenever_runs_were_written(string database)
    {
        var history = History(database);
        BenchmarkRun Night(int day, string hash = "h1") =>
            Full with
            {
                Id = $"{day}{hash}",
                ConfigurationHash = hash,
                Started = Full.Started.AddDays(day),
                CommitTime = Full.Started.AddDays(day),
                Versions = Full.Versions.SetItem("tpu-inference", $"c{day}"),
                Metrics = [new(KnownMetrics.RequestThroughput, day), new(KnownMetrics.Completed, 100)],
            };

        await history.KeepAsync(
            [Night(2), Night(0), Night(1), Night(3, "h2"), Night(4) with { Verdict = ReportVerdict.SomeRequestsFailed }],
            Stop
        );

        var read = await HistorySeries.ReadAsync(history, null, Stop);
        read.Series.Select(series =>
                $"{series.Key.Metric} {series.Key.Configuration}: "
                    + $"{string.Join(" ", series.Points.Select(point => $"{point.Commit}={point.Value}"))}"
            )
            .ShouldBe(["request_throughput h1: c0=0 c1=1 c2=2", "request_throughput h2: c3=3"]);
        read.Runs.Length.ShouldBe(5);
        read.Targets.ShouldBeEmpty();
        (await HistorySeries.ReadAsync(history, "another case", Stop)).Series.ShouldBeEmpty();
        read.Runs[read.Series[0].Points[2].Row].Id.ShouldBe("2h1");
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task An_alert_keeps_its_state_and_who_answered_for_it(string database)
    {
        var store = new AlertStore(History(database));
        var alert = new Alert(
            new SeriesKey("case", "v6e-1", KnownMetrics.P99EndToEnd, "h1"),
            "c1",
            "c0",
            new DateOnly(2026, 8, 6),
            0.05,
            AlertState.Open
        );
        var known = alert.Acknowledge(new Acknowledgement("amy", "it's '); DROP TABLE alerts; --", Full.Started));

        await store.KeepAsync([alert], Stop);
        await store.KeepAsync([known], Stop);

        (await store.AllAsync(Stop)).ShouldBe([known]);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_said_in_words_and_without_the_password()
    {
        var address = HistoryAddress.Parse("postgres://user:secret@127.0.0.1:1/db?Timeout=1").Address!;

        var failure = await Should.ThrowAsync<HistoryException>(() => new RunHistory(address).KeepAsync(Full, Stop));

        failure.Message.ShouldStartWith("the history 'postgres://127.0.0.1:1/db' cannot be used: ");
        failure.Message.ShouldNotContain("secret");
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_said_in_words()
    {
        var file = folder.Write("history.db", new string('x', 5000));

        (
            await Should.ThrowAsync<HistoryException>(() => new RunHistory(HistoryAddress.OfFile(file)).CountAsync(Stop))
        ).Message.ShouldContain("file is not a database");
    }

    [Theory]
    [InlineData("")]
    [InlineData("mysql://host/db")]
    [InlineData("postgres://host")]
    [InlineData("postgres://host/db?Color=red")]
    public void An_address_that_is_none_is_refused(string text) => HistoryAddress.Parse(text).Problem.ShouldNotBeNull();

    internal static readonly BenchmarkRun Full = new(
        "job-1",
        "Gemma4-31B-1k/500-GBS256",
        "tpu7x-8",
        new DateTimeOffset(2026, 8, 6, 8, 37, 3, 125, TimeSpan.Zero)
    )
    {
        Model = "google/gemma-4-31B-it",
        RunType = "DAILY",
        ModelTag = "NEW",
        Configuration = """{"server":{"arguments":["vllm","it's \"quoted\" \\ 日本"]}}""",
        ConfigurationHash = "0123456789ab",
        Versions = ImmutableSortedDictionary.CreateRange(
            StringComparer.Ordinal,
            [KeyValuePair.Create("tpu-inference", "b8692ff01"), KeyValuePair.Create("vllm", "8f2c1d"), KeyValuePair.Create("jax", "0.8.1")]
        ),
        CommitTime = new DateTimeOffset(2026, 8, 5, 22, 0, 0, TimeSpan.Zero),
        Release = "v0.13.2",
        JobUrl = "https://buildkite.com/o/p/builds/1#2",
        RunBy = "agent-7",
        Duration = TimeSpan.FromSeconds(1217.5),
        Verdict = ReportVerdict.Ok,
        Status = "Passing",
        Reason = "request_throughput 11.5 req/s, at least 10 req/s: 15.0 % above",
        Metrics =
        [
            new(KnownMetrics.RequestThroughput, 0.24637890912026447) { Target = 0.2 },
            new(KnownMetrics.Of("exact_match,strict-match", "fraction"), 0.7391963608794542) { StandardError = 0.012094252417332885 },
            // Only the file that it came from reports that less of it is better.
            new(new Metric("surprise,none", MetricUnit.Fraction, Better.Lower), 0.3),
        ],
        Probes = [new(null, 188766.4323716245, null), new(0.5, null, "time-out")],
    };

    private RunHistory History(string database) => new(HistoryAddress.Parse(Address(database)).Address!);

    private string Address(string database) =>
        database == "postgres" ? server.NewDatabase() : Path.Combine(folder.Path, "state", "history.db");
}
