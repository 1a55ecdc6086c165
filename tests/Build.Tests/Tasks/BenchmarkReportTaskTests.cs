using System.Text.Json;
using BuildkiteCi.Pipelines.Builds;

namespace Build.Tests.Tasks;

/// <summary>The target as its users type it: a process, its exit status, its two outputs, and what it leaves.</summary>
public sealed class BenchmarkReportTaskTests : IDisposable
{
    private const int Nights = 40;

    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task Series_files_give_their_changes_and_nothing_else_on_standard_output()
    {
        place.Write(
            "a.csv",
            "date,commit,case,device,metric,unit,value,config\n"
                + string.Concat(
                    Values().Select((value, i) => $"{Day(i):yyyy-MM-dd},c{i},case,v6e-1,request_throughput,req/s,{value},base\n")
                )
        );

        var run = await place.RunAsync("BenchmarkReport", "--series", "a.csv", "--format", "json");

        (run.ExitCode, run.StandardError).ShouldBe((0, ""));
        using var answer = JsonDocument.Parse(run.StandardOutput);
        var file = answer.RootElement[0];
        file.GetProperty("file").GetString().ShouldBe("a.csv");
        var change = file.GetProperty("changes")[0];
        (
            change.GetProperty("index").GetInt32(),
            change.GetProperty("commit").GetString(),
            change.GetProperty("direction").GetString(),
            change.GetProperty("verdict").GetString()
        ).ShouldBe((25, "c25", "down", "regressed"));
    }

    [Fact]
    public async Task A_regression_is_told_once_until_somebody_answers_for_it()
    {
        place.Write("runs.jsonl", Runs());
        (await place.RunAsync("BenchmarkReport", "--import", "runs.jsonl")).StandardOutput.ShouldContain(
            $"{Nights} runs were brought in, {Nights} are in "
        );

        var first = await place.RunAsync("BenchmarkReport");

        (first.ExitCode, first.StandardError).ShouldBe((0, ""));
        first.StandardOutput.ShouldContain("regressed: 10.00 req/s -> 9.00 req/s (-9.9 %, ");
        first.StandardOutput.ShouldContain("tpu-inference c24..c25, vllm v1..v2, jax 0.7.2..0.8.0, 25 and 15 runs, one place possible");
        var annotation = (await place.AnnotationsAsync()).ShouldHaveSingleItem();
        annotation.Style.ShouldBe(AnnotationStyle.Error);
        annotation.Body.ShouldContain(
            "`tpu-inference c24..c25`, `vllm v1..v2`, [`jax 0.7.2..0.8.0`](https://github.com/jax-ml/jax/compare/jax-v0.7.2...jax-v0.8.0)"
        );
        (await place.RunAsync("BenchmarkReport", "--format=html")).StandardOutput.ShouldContain("--acknowledge=c25");
        var answer = await place.RunAsync("BenchmarkReport", "--acknowledge=c25", "--reason=the sampler checks its input");
        answer.StandardOutput.ShouldContain("acknowledged: request_throughput of case on v6e-1");
        (await place.RunAsync("BenchmarkReport", "--format=html")).StandardOutput.ShouldNotContain("--acknowledge=c25");
        var again = await place.RunAsync("BenchmarkReport", "--acknowledge=c25", "--reason=once more");
        again.ExitCode.ShouldBe(1);
        again.StandardError.ShouldContain("no open regression begins at 'c25'");
    }

    [Fact]
    public async Task An_event_is_told_once_to_a_file_and_to_a_command_and_again_where_it_could_not_be_delivered()
    {
        place.Write("runs.jsonl", Runs());
        await place.RunAsync("BenchmarkReport", "--import", "runs.jsonl");

        var broken = await place.RunAsync("BenchmarkReport", "--alert-file=alerts.jsonl", "--alert-command=echo no network >&2; exit 3");
        broken.StandardError.ShouldContain("it ended with exit status 3: no network");
        File.Exists(Path.Combine(place.Root, "alerts.jsonl")).ShouldBeFalse();
        for (var look = 0; look < 2; look++)
            (
                await place.RunAsync("BenchmarkReport", "--alert-file=alerts.jsonl", "--alert-command=cat >> told.jsonl")
            ).StandardError.ShouldBe("");

        var lines = await File.ReadAllLinesAsync(Path.Combine(place.Root, "alerts.jsonl"), TestContext.Current.CancellationToken);
        using var alert = JsonDocument.Parse(lines.ShouldHaveSingleItem());
        (alert.RootElement.GetProperty("state").GetString(), alert.RootElement.GetProperty("first_bad_commit").GetString()).ShouldBe(
            ("confirmed", "c25")
        );
        (await File.ReadAllLinesAsync(Path.Combine(place.Root, "told.jsonl"), TestContext.Current.CancellationToken)).ShouldBe(lines);
    }

    [Fact]
    public async Task A_job_of_a_local_build_wakes_nobody_and_leaves_a_history_on_a_server_alone()
    {
        place.Write("runs.jsonl", Runs());
        await place.RunAsync("BenchmarkReport", "--import", "runs.jsonl");
        var report = $"dotnet '{Path.Combine(AppContext.BaseDirectory, "Build.dll")}' --target=BenchmarkReport --root '{place.Root}'";
        place.Write(".buildkite/pipeline.yml", $"""
            steps:
              - label: alerts
                command: {report} '--alert-command=cat >> told.jsonl' --alert-file=alerts.jsonl
              - label: history
                command: {report} --history=postgres://nobody@localhost:1/none --import runs.jsonl
            """);

        var build = await place.RunAsync("RunPipeline", "--runner", "host");

        build.ExitCode.ShouldBe(0, build.StandardOutput + build.StandardError);
        build.StandardOutput.ShouldContain("a job of a build on this machine sends no alerts; the next report sends 1");
        build.StandardOutput.ShouldNotContain("could not be delivered");
        build.StandardOutput.ShouldContain("leaves the history in postgres://localhost:1/none as it is");
        foreach (var file in new[] { "told.jsonl", "alerts.jsonl" }) File.Exists(Path.Combine(place.Root, file)).ShouldBeFalse(file);

        await place.RunAsync("BenchmarkReport", "--alert-command=cat >> told.jsonl");
        File.ReadAllLines(Path.Combine(place.Root, "told.jsonl")).ShouldHaveSingleItem("the news was left to the next report");
    }

    [Fact]
    public async Task Two_commits_are_compared_and_an_unknown_one_is_named()
    {
        place.Write("runs.jsonl", Runs());
        await place.RunAsync("BenchmarkReport", "--import", "runs.jsonl");

        var run = await place.RunAsync("BenchmarkReport", "--compare=c10,c30");
        (run.ExitCode, run.StandardError).ShouldBe((0, ""));
        run.StandardOutput.ShouldStartWith("c30 against c10: 1 regressed\ncase on v6e-1, request_throughput: ");
        (await place.AnnotationsAsync()).ShouldHaveSingleItem().Body.ShouldContain("🔴 regressed");
        var unknown = await place.RunAsync("BenchmarkReport", "--compare=c10,v9.9.9");
        unknown.ExitCode.ShouldBe(1);
        unknown.StandardError.ShouldContain("has the release, commit or configuration 'v9.9.9'");
    }

    [Fact]
    public async Task What_was_exported_is_the_same_when_it_is_brought_in_again()
    {
        place.Write("runs.jsonl", Runs());
        await place.RunAsync("BenchmarkReport", "--import", "runs.jsonl");

        var exported = await place.RunAsync("BenchmarkReport", "--export", "--output", "exported.jsonl");
        (exported.ExitCode, exported.StandardOutput).ShouldBe((0, ""));
        await place.RunAsync("BenchmarkReport", "--import", "exported.jsonl", "--history", "other.db");

        (await place.RunAsync("BenchmarkReport", "--export", "--history", "other.db")).StandardOutput.ShouldBe(
            await File.ReadAllTextAsync(Path.Combine(place.Root, "exported.jsonl"), TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task A_line_that_is_no_run_is_an_error_with_its_place_and_the_others_are_kept()
    {
        place.Write("runs.jsonl", "{\"id\": 7}\n" + Runs());

        var run = await place.RunAsync("BenchmarkReport", "--import", "runs.jsonl");

        run.ExitCode.ShouldBe(1);
        run.StandardError.ShouldContain("runs.jsonl:1:8: error ");
        run.StandardOutput.ShouldContain($"{Nights} are in ");
    }

    [Fact]
    public async Task Wrong_usage_is_told_all_at_once()
    {
        var run = await place.RunAsync("BenchmarkReport", "--format=pdf", "--acknowledge=c25", "--history=mysql://host/db");

        run.ExitCode.ShouldBe(2);
        foreach (var option in new[] { "--format: 'pdf'", "--reason is missing", "--history: 'mysql://host/db'" })
            run.StandardError.ShouldContain(option);
    }

    [Fact]
    public async Task A_history_without_runs_says_so()
    {
        var run = await place.RunAsync("BenchmarkReport");

        run.ExitCode.ShouldBe(0);
        run.StandardOutput.ShouldContain("No benchmark has measured anything yet");
        (await place.AnnotationsAsync()).ShouldBeEmpty();
    }

    private static DateTimeOffset Day(int night) => new DateTimeOffset(2026, 7, 1, 3, 0, 0, TimeSpan.Zero).AddDays(night);

    // From the 25th night on a tenth is lost; the noise is a pattern that repeats after eleven nights.
    private static IEnumerable<double> Values() => Enumerable.Range(0, Nights).Select(i => (i < 25 ? 10 : 9) + (i * 7 % 11 - 5) * 0.01);

    private static string Runs() =>
        string.Concat(
            Values()
                .Select(
                    (value, i) =>
                        $$$"""
                        {"id": "r{{{i}}}", "case": "case", "device": "v6e-1", "started": "{{{Day(i):yyyy-MM-dd'T'HH:mm:ss.fff'Z'}}}",
                        """
                        + $$$"""
                         "configuration_hash": "0123456789ab", "verdict": "ok", "status": "Passing", "versions": {"tpu-inference": "c{{{i}}}",
                        """
                        + $$$"""
                         "vllm": "v{{{i / 25 + 1}}}", "jax": "{{{(i < 25 ? "0.7.2" : "0.8.0")}}}"},
                        """
                        + $$$"""
                         "metrics": [{"name": "request_throughput", "unit": "req/s", "value": {{{value}}}}]}

                        """
                )
        );
}
