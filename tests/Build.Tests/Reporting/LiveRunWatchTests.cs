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

    private readonly FakeTimeProvider time = new();
    private TestConsole console = new();
    private LiveRunWatch watch = null!;
    private ImmutableArray<RunStep> steps = [];

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

    [Fact]
    public void Nine_hundred_steps_on_a_small_terminal()
    {
        Begin("steps:\n" + string.Concat(Enumerable.Range(0, 900).Select(step => $"  - {{ label: step {step}, key: s{step}, command: 'true' }}\n")), 80, 8);
        Start("s0");
        Finish("s0", 0, StepEnd.Passed);
        Start("s1");
        Start("s600");
        Tick(3);

        Matches("many-80");
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
        steps = UploadPlanner.Plan(PipelineDocument.Read(new SourceFile("p.yml", pipeline)).Value!, 1, new PlanningContext(ImmutableDictionary<string, string>.Empty, RunFilter.All)).Value!.Steps;
        watch.Show(new BuildPlanned(default, steps));
    }

    private async ValueTask End()
    {
        if (watch is not null) await watch.DisposeAsync();
        console.Dispose();
    }

    private void Tick(int seconds) => time.Advance(TimeSpan.FromSeconds(seconds));

    private RunStep Step(string key) => steps.First(step => step.Plan.Key?.Text == key);

    private JobId Id(string key) => new(Step(key).Plan.Id, 0);

    private void Start(string key, int number = 1) => watch.Show(new JobStarted(default, Step(key), Step(key).Jobs[0], Id(key), number, $"logs/{key}.log"));

    private void Write(string key, string text) => watch.Show(new JobWrote(default, Step(key).Jobs[0], Id(key), new OutputLine(text, IsError: false)));

    private void Finish(string key, int status, StepEnd? became)
    {
        watch.Show(new JobEnded(default, Step(key).Jobs[0], Id(key), new JobEnd(status), TimeSpan.FromSeconds(1), became));
        if (became is { } end) watch.Show(new StepEnded(default, Step(key), end, Reason: null));
    }
}
