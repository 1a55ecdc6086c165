using System.Collections.Immutable;
using BuildkiteCi.LocalBuilds.Running;
using BuildkiteCi.LocalBuilds.Running.Planning;
using BuildkiteCi.LocalBuilds.Running.Scheduling;
using BuildkiteCi.LocalBuilds.Running.Watching;
using BuildkiteCi.LocalBuilds.Store;
using BuildkiteCi.Pipelines;

namespace BuildkiteCi.LocalBuilds.Tests.Running.Watching;

/// <summary>A run with an end of every kind, as its events, its board and its result.</summary>
internal sealed class WatchedRun
{
    private const string Pipeline = """
        steps:
          - group: ":tpu: TPU v6e tests"
            key: v6e
            steps:
              - { label: "unit %N", key: unit, command: pytest, parallelism: 2, env: { CI_TARGET: Qwen/Qwen3-4B } }
              - { label: Accuracy of Qwen/Qwen3-4B, key: accuracy, depends_on: unit, command: lm_eval }
          - { label: lint, key: lint, command: ruff }
          - { label: download, key: download, command: fetch, retry: { automatic: { limit: 2 } } }
          - { label: docs, key: docs, command: make docs, soft_fail: true }
          - { label: soak, key: soak, command: soak, timeout_in_minutes: 1 }
          - { label: kernels, key: kernels, command: pytest, skip: no kernel changed }
          - { label: elsewhere, key: elsewhere, command: pytest, depends_on: nowhere }
          - { block: "Release?", key: gate, depends_on: lint }
        """;

    private readonly List<RunEvent> events = [];
    private TimeSpan now;

    public WatchedRun()
    {
        Steps = UploadPlanner
            .Plan(
                PipelineDocument.Read(new SourceFile("p.yml", Pipeline)).Value!,
                1,
                new PlanningContext(ImmutableDictionary<string, string>.Empty, RunFilter.All)
            )
            .Value!.Steps;
        Show(new UploadTaken(default, "p.yml", Steps.Length, By: null, Steps));
        Show(new BuildPlanned(default, Steps));
        Ended("kernels", StepEnd.LeftOut, "is skipped: no kernel changed");
        Job(
            "unit",
            0,
            "tests/models/test_qwen3.py .F",
            "FAILED tests/models/test_qwen3.py - 3 of 12 tests of Qwen/Qwen3-4B",
            became: StepEnd.Failed,
            status: 1
        );
        Job("unit", 1, "\e[31mFAILED\e[0m tests/models/test_qwen3.py - 4 of 13 tests of Qwen/Qwen3-4B", became: StepEnd.Failed, status: 1);
        Ended("unit", StepEnd.Failed);
        Ended("accuracy", StepEnd.NotRun, "step 'unit' failed");
        Job("lint", 0, "All checks passed!", became: StepEnd.Passed);
        Ended("lint", StepEnd.Passed);
        Job("download", 0, "connection reset", became: null, status: 7);
        Job("download", 0, "100 %", became: StepEnd.Passed, attempt: 2);
        Ended("download", StepEnd.Passed);
        Job("docs", 0, "no such page", became: StepEnd.SoftFailed, status: 2);
        Ended("docs", StepEnd.SoftFailed);
        Job("soak", 0, "request 4711", became: StepEnd.TimedOut, status: 143, isTimedOut: true);
        Ended("soak", StepEnd.TimedOut);
        Show(new StepBlocked(now, Step("gate"), "answer it with 'gate=yes'"));
        Show(new StepStuck(now, Step("elsewhere"), "no step has key 'nowhere'"));
        foreach (var happened in events) Board.Show(happened);
    }

    public ImmutableArray<RunStep> Steps { get; }

    public IReadOnlyList<RunEvent> Events => events;

    public RunBoard Board { get; } = new();

    public RunResult Result =>
        new(
            RunVerdict.Failed,
            [
                .. Steps.Select(step => new FinishedStep(
                    step,
                    Board.Find(step.Plan.Id)!.End,
                    Board.Find(step.Plan.Id)!.IsBlocked ? null : Board.Find(step.Plan.Id)!.Reason
                )),
            ],
            now
        );

    private RunStep Step(string key) => Steps.First(step => step.Plan.Key?.Text == key);

    private void Show(RunEvent happened) => events.Add(happened);

    private void Ended(string key, StepEnd end, string? reason = null) => Show(new StepEnded(now, Step(key), end, reason));

    private void Job(
        string key,
        int number,
        string first,
        string? second = null,
        StepEnd? became = null,
        int status = 0,
        int attempt = 1,
        bool isTimedOut = false
    )
    {
        var step = Step(key);
        var id = new JobId(step.Plan.Id, number);
        Show(new JobStarted(now, step, step.Jobs[number], id, attempt, $"logs/{id.Step}-{number}-{attempt}-{key}.log"));
        foreach (var line in new[] { first, second }.OfType<string>())
            Show(new JobWrote(now, step.Jobs[number], id, new OutputLine(line, IsError: false)));
        now += TimeSpan.FromSeconds(61.5);
        Show(new JobEnded(now, step.Jobs[number], id, new JobEnd(status) { TimedOut = isTimedOut }, TimeSpan.FromSeconds(61.5), became));
    }
}
