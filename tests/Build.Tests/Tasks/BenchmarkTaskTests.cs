using System.Text.Json;

namespace Build.Tests.Tasks;

/// <summary>The target as its users type it: a process, its exit status, its two outputs, and what it leaves.</summary>
public sealed class BenchmarkTaskTests
{
    private const string Log = """
        ============ Serving Benchmark Result ============
        Successful requests:                     100
        Failed requests:                         0
        Benchmark duration (s):                  8.70
        Request throughput (req/s):              11.50
        ==================================================
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_log_is_judged_and_nothing_but_the_answer_stands_on_standard_output()
    {
        using var place = new Workplace();
        place.Write("bm_log.txt", Log);

        var run = await place.RunAsync("Benchmark", "--console-log", "bm_log.txt", "--format", "json");

        (run.ExitCode, run.StandardError).ShouldBe((0, ""));
        using var answer = JsonDocument.Parse(run.StandardOutput);
        answer.RootElement.GetProperty("verdict").GetString().ShouldBe("ok");
        answer.RootElement.GetProperty("metrics").EnumerateObject().Select(metric => (metric.Name, metric.Value.GetDouble()))
            .ShouldBe([("completed", 100), ("failed", 0), ("duration", 8.7), ("request_throughput", 11.5)]);
    }

    [Fact]
    public async Task A_log_that_ends_early_is_an_answer_and_an_error_with_its_line()
    {
        using var place = new Workplace();
        place.Write("bm_log.txt", string.Join('\n', Log.Split('\n')[..^1]) + "\n");

        var run = await place.RunAsync("Benchmark", "--console-log", "bm_log.txt", "--format", "json", "--output", "answer.json");

        (run.ExitCode, run.StandardOutput).ShouldBe((1, ""));
        run.StandardError.ShouldStartWith("bm_log.txt:1: error B102: ");
        using var answer = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(place.Root, "answer.json"), Stop));
        answer.RootElement.GetProperty("verdict").GetString().ShouldBe("truncated");
    }

    [Fact]
    public async Task Wrong_usage_is_told_all_at_once_and_starts_nothing()
    {
        using var place = new Workplace();

        var run = await place.RunAsync("Benchmark", "--runner=vm", "--format=xml", "--history=mysql://host/db");

        run.ExitCode.ShouldBe(2);
        foreach (var option in new[] { "--format: 'xml'", "--model-name is missing", "--history: 'mysql://host/db'", "--runner: 'vm'" })
            run.StandardError.ShouldContain(option);
        Directory.Exists(Path.Combine(place.Root, ".buildkite-local")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_case_that_is_misspelt_gets_a_suggestion()
    {
        using var place = new BenchmarkPlace();

        var run = await place.Workplace.RunAsync("Benchmark", BenchmarkPlace.Options("host", "--case-name=Qwen3-4"));

        run.ExitCode.ShouldBe(2);
        run.StandardError.ShouldContain("--case-name: 'case.json' holds no case 'Qwen3-4'; did you mean 'Qwen3-4B'?");
    }

    [Fact]
    public async Task A_run_is_judged_kept_shown_and_gives_its_record()
    {
        using var place = new BenchmarkPlace(("EXPECTED_THROUGHPUT", "9"));

        var run = await place.Workplace.RunAsync("Benchmark", BenchmarkPlace.Options("host", "--format=json"));

        run.ExitCode.ShouldBe(0, run.StandardError);
        using var record = JsonDocument.Parse(run.StandardOutput);
        (record.RootElement.GetProperty("case").GetString(), record.RootElement.GetProperty("status").GetString()).ShouldBe(
            ("Qwen3-4B", "Passing")
        );
        run.StandardError.ShouldContain("Qwen3-4B on v6e-1: ✅ Passing, request_throughput 10.00 req/s, at least 9.00 req/s: 11.1 % above");
        (await place.Workplace.AnnotationsAsync())
            .ShouldHaveSingleItem()
            .Body.ShouldContain("| request\\_throughput | 10.00 req/s | ≥ 9.00 req/s | +11.1 % | ✅ Passing |");
        var artifacts = await place.Workplace.LocalBuild.ArtifactsAsync(Stop);
        artifacts.Select(path => Path.GetFileName(path)).ShouldBe(["bm_log-1.txt", "bm_result-1.json", "run.jsonl", "vllm_log.txt"]);
        (await place.Workplace.RunAsync("BenchmarkReport", "--export")).StandardOutput.ShouldBe(run.StandardOutput);
        place.ServerProcesses.Length.ShouldBe(3);
        place.ServerProcesses.ShouldAllBe(process => !ProcessTable.Runs(process));
    }

    [Fact]
    public async Task A_missed_target_fails_the_build_with_its_reason()
    {
        using var place = new BenchmarkPlace(("EXPECTED_THROUGHPUT", "20"));

        var run = await place.Workplace.RunAsync("Benchmark", BenchmarkPlace.Options("host"));

        run.ExitCode.ShouldBe(1);
        run.StandardError.ShouldContain(
            "the benchmark of Qwen3-4B failed: request_throughput 10.00 req/s, at least 20.00 req/s: 50.0 % below"
        );
    }

    [Fact]
    public async Task A_history_that_cannot_be_reached_costs_no_result()
    {
        using var place = new BenchmarkPlace();
        place.Workplace.Write(
            "history",
            "this is no database, however long it may be: SQLite reads the first sixteen bytes and shows it, and then a hundred more"
        );

        var run = await place.Workplace.RunAsync("Benchmark", BenchmarkPlace.Options("host", "--history=history"));

        run.ExitCode.ShouldBe(0, run.StandardError);
        run.StandardError.ShouldContain("the history 'history' cannot be used: ");
        var kept = Directory.GetFiles(place.Workplace.Root, "run.jsonl", SearchOption.AllDirectories)[0];
        (await place.Workplace.RunAsync("BenchmarkReport", "--import", kept)).StandardOutput.ShouldContain("1 run was brought in");
    }

    [Fact]
    public async Task In_containers_the_same_run_gives_the_same_result_and_no_container_is_left()
    {
        using var place = new BenchmarkPlace();

        var run = await place.Workplace.RunAsync("Benchmark", BenchmarkPlace.Options("docker", "--image=vllm-tpu:abc"));

        run.ExitCode.ShouldBe(0, run.StandardError + run.StandardOutput);
        place
            .Calls.Where(call => call.Contains(" exec vllm ", StringComparison.Ordinal))
            .Select(call => call[call.IndexOf(" vllm-tpu:", StringComparison.Ordinal)..].Split(" --")[0])
            .ShouldBe([" vllm-tpu:abc bash -e -c exec vllm serve", " vllm-tpu:abc bash -e -c exec vllm bench serve"]);
        place.Containers.ShouldBeEmpty();
        place.ServerProcesses.ShouldAllBe(process => !ProcessTable.Runs(process));
    }
}
