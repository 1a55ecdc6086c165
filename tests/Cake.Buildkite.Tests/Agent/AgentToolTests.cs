namespace Cake.Buildkite.Tests;

public sealed class AgentToolTests
{
    private const string Trouble = "buildkite-agent: fatal: failed: POST https://agent.example/v3: 503 Service Unavailable";
    private static readonly BuildkiteRetry AtOnce = new() { FirstDelay = TimeSpan.Zero };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_failed_call_says_command_status_message_and_what_to_do()
    {
        var agent = new RecordedAgent(
            RecordedAgent.Failed("buildkite-agent: fatal: failed: GET https://agent.example: 404 Not Found: no such step")
        );

        var failure = await Should.ThrowAsync<BuildkiteAgentException>(() =>
            agent.Start().Steps.GetAsync("label", new() { Step = "tests" }, Stop)
        );

        failure.Command.ShouldBe("step get label --step=tests");
        failure.ExitStatus.ShouldBe(1);
        failure.Fault.ShouldBe(BuildkiteAgentFault.NotFound);
        failure.AgentMessage.ShouldBe("failed: GET https://agent.example: 404 Not Found: no such step");
        failure.Message.ShouldBe(
            "buildkite-agent step get label --step=tests ended with exit status 1: failed: GET https://agent.example: 404 Not Found: no "
                + "such step; "
            + "check the key, the step, the build and the artifact's path; in another build name it in the settings");
    }

    [Fact]
    public async Task Secrets_are_in_no_message_and_no_log()
    {
        var agent = new RecordedAgent(
            RecordedAgent.Failed("read 'hunter22-token' and 'bkaj_1'\nbuildkite-agent: fatal: cannot release with hunter22-token")
        );

        var failure = await Should.ThrowAsync<BuildkiteAgentException>(() =>
            agent.Start().Locks.ReleaseAsync("gpu", "hunter22-token", Stop)
        );

        failure.ToString().ShouldNotContain("hunter22");
        failure.Command.ShouldBe("lock release gpu [REDACTED]");
        failure.AgentMessage.ShouldBe("cannot release with [REDACTED]");
        string.Join('\n', agent.Log).ShouldNotContain("hunter22");
        agent.Calls[0].Settings.Arguments.RenderSafe().ShouldNotContain("hunter22");
    }

    [Fact]
    public async Task A_secret_that_the_agent_repeats_is_masked_wherever_it_travelled()
    {
        var agent = new RecordedAgent(RecordedAgent.Failed("buildkite-agent: fatal: bad input 'hunter22'"));

        var failure = await Should.ThrowAsync<BuildkiteAgentException>(() => agent.Start().Redactor.AddAsync("hunter22\n", Stop));

        failure.AgentMessage.ShouldBe("bad input '[REDACTED]'");
    }

    [Fact]
    public async Task A_short_secret_is_masked_as_an_argument_and_does_not_riddle_the_text()
    {
        var agent = new RecordedAgent(RecordedAgent.Failed("buildkite-agent: fatal: lock 1 is not held"));

        var failure = await Should.ThrowAsync<BuildkiteAgentException>(() => agent.Start().Locks.ReleaseAsync("gpu", "1", Stop));

        (failure.Command, failure.AgentMessage).ShouldBe(("lock release gpu [REDACTED]", "lock 1 is not held"));
    }

    [Fact]
    public async Task Long_arguments_are_cut_in_messages()
    {
        var agent = new RecordedAgent(RecordedAgent.Failed(""));

        var failure = await Should.ThrowAsync<BuildkiteAgentException>(() => agent.Start().Steps.GetAsync(new string('x', 500), Stop));

        failure.Command.ShouldBe($"step get {new string('x', 80)}…");
        failure.Message.ShouldContain("it said nothing");
    }

    [Fact]
    public async Task A_call_that_keeps_failing_in_passing_ends_with_its_last_failure()
    {
        var agent = new RecordedAgent(
            RecordedAgent.Failed(Trouble),
            RecordedAgent.Failed(Trouble),
            RecordedAgent.Failed(Trouble),
            RecordedAgent.Printed("late")
        );

        await Should.ThrowAsync<BuildkiteAgentException>(() => agent.Start().Steps.GetAsync("label", new() { Retry = AtOnce }, Stop));

        agent.Calls.Count.ShouldBe(3);
        agent.Log.Count(line => line.StartsWith("Warning:", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Theory]
    [InlineData("buildkite-agent: fatal: failed: POST https://agent.example/v3: 422 Unprocessable Entity")]
    [InlineData("buildkite-agent: fatal: something else")]
    public async Task A_failure_that_would_come_again_is_not_tried_again(string error)
    {
        var agent = new RecordedAgent(RecordedAgent.Failed(error));

        await Should.ThrowAsync<BuildkiteAgentException>(() => agent.Start().Steps.GetAsync("label", new() { Retry = AtOnce }, Stop));

        agent.Calls.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Appending_and_uploading_steps_are_not_repeated()
    {
        await OnceAsync((agent, retry) => agent.Annotations.AnnotateAsync("x", new() { Append = true, Retry = retry }, Stop));
        await OnceAsync((agent, retry) => agent.Pipelines.UploadTextAsync("steps: []", new() { Retry = retry }, Stop));
        await OnceAsync((agent, retry) => agent.Steps.UpdateAsync("label", "x", new() { Append = true, Retry = retry }, Stop));
        await OnceAsync((agent, retry) => agent.Artifacts.UploadAsync("x", null, new() { Retry = retry }, Stop));

        static async Task OnceAsync(Func<BuildkiteAgent, BuildkiteRetry, Task> call)
        {
            var agent = new RecordedAgent(RecordedAgent.Failed(Trouble));
            await Should.ThrowAsync<BuildkiteAgentException>(() => call(agent.Start(), AtOnce));
            agent.Calls.ShouldHaveSingleItem();
        }
    }

    [Fact]
    public async Task What_is_known_of_a_command_can_be_overridden()
    {
        var agent = new RecordedAgent(RecordedAgent.Failed(Trouble));

        await agent.Start().Artifacts.UploadAsync("x", null, new() { Retry = AtOnce, Repeatable = true }, Stop);

        agent.Calls.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Replacing_the_builds_steps_may_be_repeated()
    {
        var agent = new RecordedAgent(RecordedAgent.Failed(Trouble));

        await agent.Start().Pipelines.UploadTextAsync("steps: []", new() { Replace = true, Retry = AtOnce }, Stop);

        agent.Calls.Count.ShouldBe(2);
    }

    [Fact]
    public async Task An_exit_status_that_the_settings_accept_is_no_failure()
    {
        var agent = new RecordedAgent(new AgentExit(7, "seven\n", ""));

        (await agent.Start().Steps.GetAsync("label", new() { HandleExitCode = status => status == 7 }, Stop)).ShouldBe("seven");
    }

    [Fact]
    public async Task In_a_job_the_agents_own_program_is_found_beside_the_path()
    {
        using var folder = new TemporaryFolder();
        var program = folder.Write("buildkite-agent", "");
        var agent = new RecordedAgent { OnPath = false };

        await agent.Start(null, ("BUILDKITE_BIN_PATH", folder.Path)).Control.ResumeAsync(Stop);

        agent.Calls.ShouldHaveSingleItem().Program.ShouldBe(program);
    }

    [Theory]
    [InlineData(1, 0.0, 0.5)]
    [InlineData(1, 1.0, 1.0)]
    [InlineData(2, 1.0, 2.0)]
    [InlineData(3, 0.5, 3.0)]
    [InlineData(9, 1.0, 30.0)]
    public void Waits_double_up_to_a_longest_one_and_are_half_left_to_chance(int failedTries, double chance, double seconds) =>
        BuildkiteRetry.Default.DelayAfter(failedTries, chance).ShouldBe(TimeSpan.FromSeconds(seconds));
}
