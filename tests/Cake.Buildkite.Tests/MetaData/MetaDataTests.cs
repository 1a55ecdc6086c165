namespace Cake.Buildkite.Tests;

public sealed class MetaDataTests
{
    private static readonly BuildkiteAgentVersion Major3 = new(3, 137, 0);
    private static readonly BuildkiteAgentVersion Major4 = new(4, 0, 0);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(3, "1.4", "1.4")]
    [InlineData(3, "1.4\n", "1.4\n")]
    [InlineData(4, "1.4\n", "1.4")]
    [InlineData(4, "1.4\n\n", "1.4\n")]
    [InlineData(4, "a\rb\r\n\n", "a\rb\r\n")]
    [InlineData(4, "\n", "")]
    public async Task The_line_break_that_major_4_adds_is_no_part_of_the_value(int major, string printed, string value)
    {
        var agent = new RecordedAgent(RecordedAgent.Printed(printed));

        (await agent.Start().MetaData.GetAsync("version", new() { AgentVersion = new(major, 0, 0) }, Stop)).ShouldBe(value);
    }

    [Fact]
    public async Task Where_the_version_cannot_be_told_one_line_break_is_taken_off()
    {
        var agent = new RecordedAgent(RecordedAgent.Printed("1.4\n"), RecordedAgent.Printed("dev build"));

        (await agent.Start().MetaData.GetAsync("version", Stop)).ShouldBe("1.4");
    }

    [Fact]
    public async Task A_key_without_a_value_is_null_or_the_fallback()
    {
        (await Missing().MetaData.FindAsync("channel", Stop)).ShouldBeNull();
        (await Missing().MetaData.GetOrAsync("channel", "-stable \n", Stop)).ShouldBe("-stable \n");

        static BuildkiteAgent Missing() =>
            new RecordedAgent(arguments =>
                RecordedAgent.Printed(arguments.Single(a => a.StartsWith("--default=", StringComparison.Ordinal))["--default=".Length..])
            ).Start();
    }

    [Fact]
    public async Task A_key_with_a_value_is_found()
    {
        var agent = new RecordedAgent(RecordedAgent.Printed("beta"), RecordedAgent.Printed("beta"));

        (await agent.Start().MetaData.FindAsync("channel", Stop)).ShouldBe("beta");
        (await agent.Start().MetaData.GetOrAsync("channel", "stable", Stop)).ShouldBe("beta");
    }

    [Fact]
    public async Task A_key_without_a_value_and_without_a_default_is_a_failure()
    {
        var agent = new RecordedAgent(
            RecordedAgent.Failed("buildkite-agent: fatal: failed to get meta-data: GET https://agent.example: 404 Not Found")
        );

        (await Should.ThrowAsync<BuildkiteAgentException>(() => agent.Start().MetaData.GetAsync("channel", Stop))).Fault.ShouldBe(
            BuildkiteAgentFault.NotFound
        );
    }

    [Fact]
    public async Task Status_100_says_that_a_key_has_no_value()
    {
        (await new RecordedAgent(new AgentExit(0, "", "")).Start().MetaData.ExistsAsync("a", Stop)).ShouldBeTrue();
        (await new RecordedAgent(new AgentExit(100, "", "")).Start().MetaData.ExistsAsync("a", Stop)).ShouldBeFalse();
        await Should.ThrowAsync<BuildkiteAgentException>(() =>
            new RecordedAgent(RecordedAgent.Failed("")).Start().MetaData.ExistsAsync("a", Stop)
        );
    }

    [Fact]
    public async Task Keys_come_one_a_line()
    {
        (await new RecordedAgent(RecordedAgent.Printed("a b\r\nc\n")).Start().MetaData.KeysAsync(Stop)).ShouldBe(["a b", "c"]);
        (await new RecordedAgent(RecordedAgent.Printed("")).Start().MetaData.KeysAsync(Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Values_stand_in_no_argument_list_unless_nothing_is_secret()
    {
        var agent = new RecordedAgent();

        await agent.Start().MetaData.SetAllAsync(Values(("user", "anna"), ("password", "hunter22")), new() { AgentVersion = Major4 }, Stop);

        agent
            .Calls.Select(call => (string.Join(' ', call.Arguments), call.Input))
            .ShouldBe([("meta-data set user", "anna"), ("meta-data set password", "hunter22")]);
        agent.Log.ShouldAllBe(line => !line.Contains("hunter22", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Several_values_go_in_one_call_where_the_agent_has_it()
    {
        var agent = new RecordedAgent(RecordedAgent.Printed("buildkite-agent version 3.129.0"));

        await agent.Start().MetaData.SetAllAsync(Values(("a", "1"), ("b", "2")), new() { NothingIsSecret = true }, Stop);

        agent.Calls.Select(call => string.Join(' ', call.Arguments)).ShouldBe(["--version", "meta-data set-batch a=1 b=2"]);
    }

    [Theory]
    [InlineData("buildkite-agent version 3.128.9")]
    [InlineData("dev build")]
    public async Task Several_values_go_one_by_one_where_it_has_not(string version)
    {
        var agent = new RecordedAgent(RecordedAgent.Printed(version));

        await agent.Start().MetaData.SetAllAsync(Values(("a", "1"), ("b", "2")), new() { NothingIsSecret = true, Job = "j" }, Stop);

        agent.Calls.Skip(1).Select(call => (string.Join(' ', call.Arguments), call.Input)).ShouldBe(
            [("meta-data set a --job=j", "1"), ("meta-data set b --job=j", "2")]);
    }

    [Fact]
    public async Task One_value_needs_no_batch_and_no_question()
    {
        var agent = new RecordedAgent();

        await agent.Start().MetaData.SetAllAsync(Values(("a", "1")), Stop);

        agent.Calls.ShouldHaveSingleItem().Arguments.ShouldBe(["meta-data", "set", "a"]);
    }

    [Fact]
    public async Task What_does_not_fit_into_a_batch_goes_through_standard_input()
    {
        var agent = new RecordedAgent();
        var large = new string('x', 50_000);

        await agent
            .Start()
            .MetaData.SetAllAsync(
                Values(("a", "1"), ("k=v", "2"), ("large", large), ("b", "3")),
                new() { NothingIsSecret = true, AgentVersion = Major4 },
                Stop
            );

        agent.Calls.Select(call => (string.Join(' ', call.Arguments), call.Input.Length)).ShouldBe(
            [("meta-data set-batch a=1 b=3", 0), ("meta-data set k=v", 1), ("meta-data set large", 50_000)]);
    }

    [Fact]
    public async Task Batches_stay_below_the_length_of_a_command_line()
    {
        var agent = new RecordedAgent();
        var values = Enumerable.Range(0, 100).ToDictionary(i => $"key{i:00}", _ => new string('v', 1_000));

        await agent.Start().MetaData.SetAllAsync(values, new() { NothingIsSecret = true, AgentVersion = Major4 }, Stop);

        agent.Calls.ShouldAllBe(call => call.Arguments.Sum(argument => argument.Length + 1) < 30_000);
        agent
            .Calls.SelectMany(call => call.Arguments.Where(argument => argument.StartsWith("key", StringComparison.Ordinal)))
            .Count()
            .ShouldBe(100);
    }

    [Fact]
    public async Task A_bad_value_among_several_is_found_before_any_is_written()
    {
        var agent = new RecordedAgent();

        await Should.ThrowAsync<BuildkiteAgentException>(() =>
            agent.Start().MetaData.SetAllAsync(Values(("a", "1"), ("b", " ")), new() { AgentVersion = Major3 }, Stop)
        );

        agent.Calls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", "1", "key is blank")]
    [InlineData("\t", "1", "key is blank")]
    [InlineData("a\nb", "1", "line break")]
    [InlineData("buildkite:webhook", "1", "begins with 'buildkite:'")]
    [InlineData("a", "", "value of 'a' is blank")]
    [InlineData("a", " \n ", "value of 'a' is blank")]
    public async Task What_Buildkite_refuses_is_said_before_the_call(string key, string value, string problem)
    {
        var agent = new RecordedAgent();

        var failure = await Should.ThrowAsync<BuildkiteAgentException>(() => agent.Start().MetaData.SetAsync(key, value, Stop));

        failure.Fault.ShouldBe(BuildkiteAgentFault.Limit);
        failure.Message.ShouldContain(problem);
        agent.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_value_of_100_kB_is_sent_and_a_longer_one_is_not()
    {
        var agent = new RecordedAgent();

        await agent.Start().MetaData.SetAsync("a", new string('é', 51_200), Stop);
        var failure = await Should.ThrowAsync<BuildkiteAgentException>(() =>
            agent.Start().MetaData.SetAsync("a", new string('é', 51_201), Stop)
        );

        failure.Message.ShouldContain("the value of 'a' has 102402 bytes, 102400 are allowed");
        agent.Calls.ShouldHaveSingleItem();
    }

    private static Dictionary<string, string> Values(params (string Key, string Value)[] pairs) =>
        pairs.ToDictionary(pair => pair.Key, pair => pair.Value);
}
