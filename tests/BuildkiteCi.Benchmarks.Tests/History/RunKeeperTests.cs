using System.Collections.Immutable;
using BuildkiteCi.Benchmarks.Changes;
using BuildkiteCi.Benchmarks.History;
using BuildkiteCi.Benchmarks.Judging;
using BuildkiteCi.Benchmarks.Metrics;
using BuildkiteCi.Benchmarks.Reports;
using BuildkiteCi.Benchmarks.Running;
using BuildkiteCi.Benchmarks.Tests.Changes;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Pipelines.Builds;

namespace BuildkiteCi.Benchmarks.Tests.History;

public sealed class RunKeeperTests : IDisposable
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    private readonly TemporaryFolder folder = new();
    private readonly RunFolder files;

    public RunKeeperTests() => files = new RunFolder(Path.Combine(folder.Path, "run"));

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        files.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task A_run_is_compared_with_its_baseline_and_kept()
    {
        var history = new RunHistory(HistoryAddress.OfFile(Path.Combine(folder.Path, "history.db")));
        var noise = SimulatedSeries.Noise(new Random(1), 30, 0.01);
        await history.KeepAsync([.. noise.Select((value, i) => Run($"r{i}", i, 10 * Math.Exp(value)))], Stop);
        var run = Run("new", 30, 9);

        var (compared, problem) = await new RunKeeper(history, files).KeepAsync(run, Stop);

        problem.ShouldBeNull();
        var (metric, comparison) = compared.ShouldHaveSingleItem();
        (metric.Name, comparison.Verdict, comparison.Baseline!.Count).ShouldBe(("request_throughput", ChangeVerdict.Regressed, 30));
        (await history.CountAsync(Stop)).ShouldBe(31);

        var annotation = RunAnnotation.Of(run, new Judgement(StageVerdict.Passed, "fine", []), compared);
        (annotation.Style, annotation.Context).ShouldBe((AnnotationStyle.Warning, "benchmark-v6e-1-case"));
        annotation.Body.ShouldContain("| request\\_throughput | 9.00 req/s | 10.0");
        annotation.Body.ShouldContain(" % sure |");
    }

    [Fact]
    public async Task A_run_whose_history_is_away_is_kept_all_the_same_and_can_be_brought_in()
    {
        var away = new RunHistory(HistoryAddress.Parse("postgres://nobody@127.0.0.1:1/db").Address!);

        var (_, problem) = await new RunKeeper(away, files).KeepAsync(RunHistoryTests.Full, Stop);

        problem.ShouldStartWith("the history 'postgres://127.0.0.1:1/db' cannot be used: ");
        problem.ShouldEndWith($"the run is kept in {files.Path}/run.jsonl, BenchmarkReport --import brings it in");
        RunLines
            .Parse(new SourceFile("run.jsonl", files.Read("run.jsonl")!))
            .Value!.Select(RunLines.Write)
            .ShouldBe([RunLines.Write(RunHistoryTests.Full)]);
    }

    [Theory]
    [InlineData("0190-job", "https://buildkite.com/o/p/builds/7#0190-job")]
    [InlineData(null, null)]
    public void A_job_tells_which_run_it_is_and_which_code_it_measured(string? job, string? url)
    {
        var variables = new Dictionary<string, string>
        {
            ["BUILDKITE_COMMIT"] = "b8692ff01",
            ["VLLM_COMMIT_HASH"] = "8f2c1d",
            ["BUILDKITE_TAG"] = "v0.13.2",
            ["BUILDKITE_BUILD_URL"] = "https://buildkite.com/o/p/builds/7",
        };
        if (job is not null) variables["BUILDKITE_JOB_ID"] = job;

        var identity = RunIdentity.Of(variables, new DateTimeOffset(2026, 8, 6, 1, 2, 3, 4, TimeSpan.Zero), "host-1");

        (identity.Id, identity.JobUrl, identity.Release, identity.RunBy).ShouldBe(
            (job ?? "host-1-20260806T010203004", url, "v0.13.2", "host-1")
        );
        identity.Versions.Select(pair => $"{pair.Key}={pair.Value}").ShouldBe(["tpu-inference=b8692ff01", "vllm=8f2c1d"]);
    }

    private static BenchmarkRun Run(string id, int night, double throughput) =>
        new(id, "case", "v6e-1", new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero).AddDays(night))
        {
            ConfigurationHash = "h",
            Verdict = ReportVerdict.Ok,
            Versions = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, [KeyValuePair.Create("tpu-inference", $"c{night}")]),
            Metrics = [new(KnownMetrics.RequestThroughput, throughput)],
        };
}
