using System.Collections.Immutable;
using System.Text.Json;
using BuildkiteCi.LocalBuilds.Running;
using BuildkiteCi.LocalBuilds.Running.Watching;
using BuildkiteCi.LocalBuilds.Store;
using BuildkiteCi.Machine;
using BuildkiteCi.Pipelines.Builds;
using Microsoft.Extensions.Time.Testing;

namespace BuildkiteCi.LocalBuilds.Tests.Running.Watching;

/// <summary>What people and programs read of a run, as golden files.</summary>
public sealed class WatchedRunTests
{
    private readonly WatchedRun run = new();

    [Fact]
    public void The_end_of_a_run_names_failures_first_those_of_one_cause_together_and_what_to_type_next() =>
        Matches(
            "summary.golden.txt",
            RunSummary.Of(run.Board, run.Result, "/repository/.buildkite-local").Select(line => $"{line.Tone,-8} {line.Text}".TrimEnd())
        );

    [Fact]
    public void Without_a_terminal_the_same_facts_are_plain_lines()
    {
        var lines = new List<string>();
        var view = new PlainRunView(lines.Add);
        foreach (var happened in run.Events) view.Show(happened);
        view.Finish();

        Matches("plain.golden.txt", lines);
    }

    [Fact]
    public void Programs_get_one_event_a_line()
    {
        string[] lines = [.. run.Events.Select(RunEventJson.Of).OfType<string>(), RunEventJson.Of(run.Result)];

        lines.ShouldAllBe(line => JsonDocument.Parse(line, default).RootElement.GetProperty("elapsed").ValueKind == JsonValueKind.Number);
        Matches("events.golden.jsonl", lines);
    }

    [Fact]
    public async Task The_page_of_a_finished_build_holds_steps_times_logs_annotations_and_artifacts()
    {
        using var folder = new TemporaryFolder();
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 8, 21, 3, 0, 0, TimeSpan.Zero));
        var build = new LocalBuild(Path.Combine(folder.Path, ".buildkite-local"), new DiskFileTree(folder.Path), time);
        foreach (var happened in run.Events) await WriteDownAsync(build, time, happened);
        folder.Write("report.html", "<b>report</b>\n");
        await build.UploadArtifactAsync("report.html", Stop);
        await build.AnnotateAsync(new Annotation("results", AnnotationStyle.Error, "1 of 2 <models> fails"), Stop);

        var page = await FinishedBuildPage.WriteAsync(build, run.Result, Stop);

        var copy = (await build.Artifacts.AllAsync(Stop)).ShouldHaveSingleItem().Id;
        Golden.Matches(page.Replace(copy, "ARTIFACT", StringComparison.Ordinal), "Running/Watching/build.golden.html");
    }

    [Fact]
    public async Task What_would_run_is_listed_in_order_with_what_it_waits_for()
    {
        var forecast = await ForecastAsync("""
            steps:
              - group: TPU v6e tests
                steps:
                  - { label: unit, key: unit, command: pytest, parallelism: 2 }
                  - { label: ":bar_chart: accuracy", key: accuracy, depends_on: unit, command: lm_eval }
              - wait
              - { block: "Release?", key: gate }
              - { label: publish, command: publish }
              - { label: kernels, command: pytest, skip: no kernel changed }
              - { label: elsewhere, command: pytest, depends_on: nowhere }
            """);

        Matches("list.golden.txt", ForecastText.Of(forecast));
        Matches("list.golden.jsonl", forecast.Steps.Select(RunEventJson.Of));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static async Task<RunForecast> ForecastAsync(string pipeline)
    {
        using var bench = new RunBench();
        await bench.BeginAsync();
        await bench.Build.UploadAsync(new Upload("pipeline.yml", pipeline), Stop);
        var world = new RunDependencies(
            bench.Build,
            bench.Root.Path,
            new ProcessRunner(bench.Root.Path, TimeProvider.System),
            CommandLine.Of("true"),
            bench.View,
            new GivenAnswers(bench.Answers),
            TimeProvider.System
        );
        return (await PipelineRun.ForecastAsync(world, new RunSettings(), Stop)).Value!;
    }

    private static async Task WriteDownAsync(LocalBuild build, FakeTimeProvider time, RunEvent happened)
    {
        time.SetUtcNow(new DateTimeOffset(2026, 8, 21, 3, 0, 0, TimeSpan.Zero) + happened.Elapsed);
        switch (happened)
        {
            case JobStarted started:
                await build.Jobs.StartAsync(new LocalTry($"{started.Id}-{started.Try}", started.Id, started.Try, "uuid", started.Log), Stop);
                break;
            case JobWrote wrote:
                var log = Path.Combine(
                    build.StateFolder,
                    (await build.Jobs.TriesAsync(Stop)).Last(started => started.Job == wrote.Id).Log
                );
                Directory.CreateDirectory(Path.GetDirectoryName(log)!);
                await File.AppendAllTextAsync(log, wrote.Line.Text + "\n", Stop);
                break;
            case JobEnded ended:
                await build.Jobs.EndAsync(
                    (await build.Jobs.TriesAsync(Stop)).Last(started => started.Job == ended.Id).Id,
                    ended.End.TimedOut ? "timed_out" : "finished",
                    ended.End.ExitStatus,
                    span: null,
                    Stop
                );
                break;
        }
    }

    private static void Matches(string file, IEnumerable<string> lines) =>
        Golden.Matches(string.Join('\n', lines) + "\n", $"Running/Watching/{file}");
}
