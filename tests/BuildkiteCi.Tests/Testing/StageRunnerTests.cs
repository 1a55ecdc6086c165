using System.Collections.Immutable;
using BuildkiteCi.Builds;
using BuildkiteCi.Builds.Local;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Testing;
using BuildkiteCi.World;

namespace BuildkiteCi.Tests.Testing;

public sealed class StageRunnerTests : IDisposable
{
    private readonly TemporaryFolder root = new();
    private readonly StageLines log = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private LocalBuild Build => new(Path.Combine(root.Path, "state"), new DiskFileTree(root.Path), TimeProvider.System);

    public void Dispose() => root.Dispose();

    [Fact]
    public async Task A_command_that_ends_well_passes_and_its_lines_are_shown_as_they_come()
    {
        var result = await RunAsync("echo one; echo two >&2; echo three");

        (result.Verdict, result.Succeeded).ShouldBe((StageVerdict.Passed, true));
        log.Output.Order().ShouldBe(["one", "three", "two"]);
    }

    [Fact]
    public async Task The_first_failing_line_fails_the_stage()
    {
        var result = await RunAsync("false\necho never");

        (result.Verdict, result.Reason, result.Succeeded).ShouldBe((StageVerdict.Failed, "exit status 1", false));
        log.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_command_has_the_variables_that_its_job_would_have()
    {
        await RunAsync("echo \"$CI_TARGET at $MINIMUM_ACCURACY_THRESHOLD\"", ("CI_TARGET", "Qwen/Qwen3-4B"), ("MINIMUM_ACCURACY_THRESHOLD", "0.85"));

        log.Output.ShouldBe(["Qwen/Qwen3-4B at 0.85"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# TODO: replace with your command")]
    public async Task A_command_that_nobody_has_written_is_unverified_and_never_a_pass(string command)
    {
        var result = await RunAsync(command);

        result.Verdict.ShouldBe(StageVerdict.Unverified);
        (await Build.MetaDataAsync("tpu6e_MoE_CorrectnessTest", Stop)).ShouldBe("unverified");
        log.Notices.ShouldBe(["CorrectnessTest of MoE: TEST_COMMAND is not filled in, so nothing is run and the result is 'unverified'"]);
    }

    [Fact]
    public async Task A_command_that_takes_too_long_is_ended_and_timed_out()
    {
        var result = await new StageRunner(new ProcessRunner(root.Path, TimeProvider.System), Build, log, TimeProvider.System)
            .RunAsync(Job("sleep 1000"), TimeSpan.FromMilliseconds(300), Stop);

        result.Verdict.ShouldBe(StageVerdict.TimedOut);
    }

    private Task<StageResult> RunAsync(string command, params (string Name, string Value)[] environment) =>
        new StageRunner(new ProcessRunner(root.Path, TimeProvider.System), Build, log, TimeProvider.System).RunAsync(Job(command, environment), null, Stop);

    private static StageJob Job(string command, params (string Name, string Value)[] environment) =>
        new(StepKey.Parse("tpu6e_MoE_CorrectnessTest")!, SubjectName.Parse("MoE")!, new Stage("CorrectnessTest", "CorrectnessTest", "Correctness tests"), command)
        {
            Environment = environment.ToImmutableDictionary(variable => variable.Name, variable => variable.Value),
        };
}
