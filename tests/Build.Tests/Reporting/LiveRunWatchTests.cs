using System.Collections.Immutable;
using Build.Reporting;
using BuildkiteCi.Core;
using BuildkiteCi.LocalBuilds.Running;
using BuildkiteCi.LocalBuilds.Running.Planning;
using BuildkiteCi.LocalBuilds.Running.Scheduling;
using BuildkiteCi.LocalBuilds.Store;
using BuildkiteCi.Pipelines;
using Microsoft.Extensions.Time.Testing;
using Spectre.Console.Testing;

namespace Build.Tests.Reporting;

/// <summary>What a terminal shows of a run, as golden screens.</summary>
public sealed class LiveRunWatchTests : IAsyncDisposable
{
    private const string Pipeline = """
        steps:
          - group: TPU v6e tests
            key: v6e
            steps:
              - { label: unit, key: unit, command: pytest, retry: { automatic: { limit: 2 } } }
              - { label: accuracy, key: accuracy, depends_on: unit, command: lm_eval }
              - { label: benchmark, key: benchmark, depends_on: [unit, accuracy], command: vllm bench }
          - { label: lint, key: lint, command: ruff }
          - wait
          - { block: "Release?", key: gate }
          - { label: publish, key: publish, command: publish }
        """;

    // In groups of thirty, as the files of a catalogue have them.
    private static readonly string Many =
        "steps:\n"
        + string.Concat(
            Enumerable
                .Range(0, 30)
                .Select(group =>
                    $"  - group: group {group}\n    steps:\n"
                    + string.Concat(
                        Enumerable
                            .Range(group * 30, 30)
                            .Select(step =>
                                $"      - {{ label: step {step}, key: s{step}, command: "
                                    + $"'true'{(step % 30 == 0 ? "" : $", depends_on: s{step - 1}")} }}\n"
                            )
                    )
                )
        );

    private readonly FakeTimeProvider time = new();
    private TestConsole console = new();
    private LiveRunWatch watch = null!;
    private ImmutableArray<RunStep> steps = [];
    private int written;

    public ValueTask DisposeAsync() => End();

    [Theory]
    [InlineData(40, 12)]
    [InlineData(200, 30)]
    public void A_run_that_has_begun(int width, int height)
    {
        Begin(Pipeline, width, height);
        Start("unit");
        Start("lint");
        Write("unit", "\e[32mcollected\e[0m 12 items\r");
        Tick(75);

        Matches($"begun-{width}");
    }

    [Theory]
    [InlineData(40, 12)]
    [InlineData(200, 30)]
    public void A_job_that_failed_and_is_tried_again_and_one_that_has_failed_for_good(int width, int height)
    {
        Begin(Pipeline, width, height);
        Start("unit");
        Start("lint");
        Write("lint", "E   a line that is longer than a narrow terminal is wide, by far");
        Finish("lint", 1, StepEnd.Failed);
        Finish("unit", 1, became: null);
        Start("unit", number: 2);
        Tick(5);

        Matches($"again-{width}");
    }

    [Theory]
    [InlineData(40, 12)]
    [InlineData(200, 30)]
    public void A_block_that_waits_for_an_answer(int width, int height)
    {
        Begin(Pipeline, width, height);
        foreach (var name in new[] { "unit", "accuracy", "benchmark", "lint" })
        {
            Start(name);
            Finish(name, 0, StepEnd.Passed);
        }

        watch.Show(new StepBlocked(default, Step("gate"), "answer it with 'gate=yes'"));
        Tick(1);

        Matches($"blocked-{width}");
    }

    [Theory]
    [InlineData(40, 12)]
    [InlineData(200, 30)]
    public void Steps_that_a_job_uploads_stand_behind_it(int width, int height)
    {
        Begin(Pipeline, width, height);
        Start("lint");
        var uploaded = Planned(
            "steps: [{ label: uploaded one, key: one, command: pytest }, { label: uploaded two, key: two, depends_on: one, command: pytest "
                + "}]",
            number: 2
        );
        watch.Show(new UploadTaken(default, "pipeline.yml", uploaded.Length, Step("lint"), uploaded));
        steps = steps.AddRange(uploaded);
        Start("one");
        Tick(1);

        Matches($"uploaded-{width}");
    }

    [Theory]
    [InlineData(40, 12)]
    [InlineData(200, 30)]
    public async Task A_run_that_is_over_leaves_its_summary_and_nothing_of_the_tree(int width, int height)
    {
        Begin(Pipeline, width, height);
        Start("unit");
        Write("unit", "FAILED tests/test_qwen3.py");
        Finish("unit", 1, became: null);
        Start("unit", number: 2);
        Finish("unit", 0, StepEnd.Passed);
        Start("lint");
        Write("lint", "E501 line too long");
        Finish("lint", 1, StepEnd.Failed);
        watch.Show(new StepEnded(default, Step("publish"), StepEnd.NotRun, "a step above the wait failed"));
        await watch.PauseAsync();
        watch.Summarize(
            new RunResult(
                RunVerdict.Failed,
                [
                    .. steps.Select(step => new FinishedStep(
                        step,
                        step.Label switch
                        {
                            "unit" => StepEnd.Passed,
                            "lint" => StepEnd.Failed,
                            "publish" => StepEnd.NotRun,
                            _ => null,
                        },
                        step.Label == "publish" ? "a step above the wait failed" : null
                    )),
                ],
                TimeSpan.FromSeconds(75)
            )
        );

        // Lines of a summary may be longer than a terminal is wide: it breaks them.
        Golden.Matches(string.Join('\n', Shown) + "\n", $"Reporting/Screens/over-{width}.golden.txt");
    }

    [Theory]
    [InlineData(40, 12)]
    [InlineData(80, 8)]
    [InlineData(200, 30)]
    public void Nine_hundred_steps(int width, int height)
    {
        Begin(Many, width, height);
        Start("s0");
        Finish("s0", 0, StepEnd.Passed);
        Start("s1");
        Start("s600");
        Tick(3);

        Matches($"many-{width}");
    }

    [Fact]
    public void Where_nothing_is_new_nothing_is_written_and_else_only_the_rows_that_are()
    {
        Begin(Many, 200, 50);
        foreach (var step in Enumerable.Range(0, 20)) Start($"s{step * 45}");
        Tick(1);
        var whole = Written();

        time.Advance(TimeSpan.FromMilliseconds(200));
        Written().ShouldBe(0);
        Write("s45", "collected 12 items");
        time.Advance(TimeSpan.FromMilliseconds(200));
        Written().ShouldBeInRange(1, whole / 20);
    }

    [Fact]
    public void Fifty_events_a_second_are_drawn_five_times_a_second()
    {
        Begin(Many, 200, 50);
        foreach (var step in Enumerable.Range(0, 20)) Start($"s{step * 45}");
        Tick(1);
        var whole = Written();

        foreach (var update in Enumerable.Range(0, 50))
        {
            Write($"s{update % 20 * 45}", $"line {update}");
            time.Advance(TimeSpan.FromMilliseconds(20));
        }

        Written().ShouldBeLessThan(5 * whole);
        Shown.Count(line => line.Contains("line 4", StringComparison.Ordinal)).ShouldBe(10);
    }

    [Fact]
    public void A_terminal_that_is_made_narrower_shows_nothing_twice()
    {
        Begin(Pipeline, 80, 20);
        Start("unit");
        Tick(1);
        console.Width(40);
        Tick(1);

        console.Output.ShouldContain("\e[10A");
    }

    [Fact]
    public async Task While_it_pauses_the_terminal_is_somebody_else_s()
    {
        Begin(Pipeline, 40, 10);
        Start("unit");
        await watch.PauseAsync();
        Tick(5);

        Shown.ShouldBeEmpty();
    }

    private string[] Shown => Screen.Of(console.Output, console.Profile.Width);

    private void Matches(string name)
    {
        Shown.ShouldAllBe(line => line.Length <= console.Profile.Width);
        Golden.Matches(string.Join('\n', Shown) + "\n", $"Reporting/Screens/{name}.golden.txt");
    }

    private void Begin(string pipeline, int width, int height)
    {
        console = new TestConsole().EmitAnsiSequences().Width(width).Height(height);
        watch = new LiveRunWatch(console, time) { LastSpans = new Dictionary<string, TimeSpan> { ["unit"] = TimeSpan.FromSeconds(90) } };
        steps = Planned(pipeline, number: 1);
        watch.Show(new BuildPlanned(default, steps));
    }

    private static ImmutableArray<RunStep> Planned(string pipeline, int number) =>
        UploadPlanner
            .Plan(
                PipelineDocument.Read(new SourceFile("p.yml", pipeline)).Value!,
                number,
                new PlanningContext(ImmutableDictionary<string, string>.Empty, RunFilter.All)
            )
            .Value!.Steps;

    // How many characters were written since the last call.
    private int Written()
    {
        var now = console.Output.Length - written;
        written += now;
        return now;
    }

    private async ValueTask End()
    {
        if (watch is not null) await watch.DisposeAsync();
        console.Dispose();
    }

    private void Tick(int seconds) => time.Advance(TimeSpan.FromSeconds(seconds));

    private RunStep Step(string key) => steps.First(step => step.Plan.Key?.Text == key);

    private JobId Id(string key) => new(Step(key).Plan.Id, 0);

    private void Start(string key, int number = 1) =>
        watch.Show(new JobStarted(default, Step(key), Step(key).Jobs[0], Id(key), number, $"logs/{key}.log"));

    private void Write(string key, string text) =>
        watch.Show(new JobWrote(time.GetUtcNow() - time.Start, Step(key).Jobs[0], Id(key), new OutputLine(text, IsError: false)));

    private void Finish(string key, int status, StepEnd? became)
    {
        watch.Show(new JobEnded(default, Step(key).Jobs[0], Id(key), new JobEnd(status), TimeSpan.FromSeconds(1), became));
        if (became is { } end) watch.Show(new StepEnded(default, Step(key), end, Reason: null));
    }
}
