namespace Cake.Buildkite.Tests;

/// <summary>What calls make of the agent's answers.</summary>
public sealed class AnswerTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Found_artifacts_are_typed_whatever_their_paths_hold()
    {
        var agent = new RecordedAgent(RecordedAgent.Printed(
            "a-1\u001fout/a b\t%p\n.zip\u001f2026-08-01T10:00:00Z\u001fj-1\u001f42\u001f0bee\u001f\u001fhttps://x/1\u001e"
            + "a-2\u001fc.zip\u001f2026-08-01T11:00:00Z\u001fj-2\u001f0\u001f1bee\u001f2bee\u001fhttps://x/2\u001e\n"));

        (await agent.Start().Artifacts.SearchAsync("*", Stop)).ShouldBe(
        [
            new("a-1", "out/a b\t%p\n.zip", new(2026, 8, 1, 10, 0, 0, TimeSpan.Zero), "j-1", 42, "0bee", "", "https://x/1"),
            new("a-2", "c.zip", new(2026, 8, 1, 11, 0, 0, TimeSpan.Zero), "j-2", 0, "1bee", "2bee", "https://x/2"),
        ]);
    }

    [Fact]
    public async Task An_artifact_in_another_format_is_a_failure() =>
        await Should.ThrowAsync<BuildkiteAgentException>(() =>
            new RecordedAgent(RecordedAgent.Printed("a\u001fb\u001e")).Start().Artifacts.SearchAsync("*", Stop)
        );

    [Fact]
    public async Task Changed_variables_are_told() =>
        (
            await new RecordedAgent(RecordedAgent.Printed("""{"added":["A"],"updated":["B","C"]}"""))
                .Start()
                .Env.SetAsync(new Dictionary<string, string> { ["A"] = "1" }, Stop)
        ).ShouldSatisfyAllConditions(change => change.Added.ShouldBe(["A"]), change => change.Updated.ShouldBe(["B", "C"]));

    [Fact]
    public async Task Variables_come_by_name() =>
        (await new RecordedAgent(RecordedAgent.Printed("""{"A":"1\n","b":""}""")).Start().Env.GetAsync(["A", "b"], Stop))
            .ShouldBe(new Dictionary<string, string> { ["A"] = "1\n", ["b"] = "" }, ignoreOrder: true);

    [Fact]
    public async Task A_secret_is_found_whatever_its_letter_case()
    {
        (await new RecordedAgent(RecordedAgent.Printed("hunter22\r\n\n")).Start().Secrets.GetAsync("api_key", Stop)).ShouldBe(
            "hunter22\r\n"
        );
        (await new RecordedAgent(RecordedAgent.Printed("hunter22\n")).Start().Secrets.GetAllAsync(["api_key", "API_KEY"], Stop))
            .ShouldHaveSingleItem()
            .Value.ShouldBe("hunter22");
        (await new RecordedAgent(RecordedAgent.Printed("""{"A":"1","B":"2"}""")).Start().Secrets.GetAllAsync(["a", "b"], Stop))["b"]
            .ShouldBe("2");
    }

    [Fact]
    public async Task An_answer_that_is_not_JSON_is_told_without_showing_it()
    {
        var failure = await Should.ThrowAsync<BuildkiteAgentException>(
            () => new RecordedAgent(RecordedAgent.Printed("hunter22")).Start().Secrets.GetAllAsync(["api_key", "other"], Stop));

        failure.ToString().ShouldNotContain("hunter22");
        failure.Message.ShouldContain("the answer of 8 characters is not the JSON that was asked for");
    }

    [Fact]
    public async Task A_step_that_the_build_does_not_have_has_no_outcome()
    {
        (await new RecordedAgent(RecordedAgent.Printed("soft_failed\n")).Start().Steps.FindOutcomeAsync("tests", Stop)).ShouldBe(
            "soft_failed"
        );
        (await new RecordedAgent(RecordedAgent.Printed("\n")).Start().Steps.FindOutcomeAsync("tests", Stop)).ShouldBeNull();
        (
            await new RecordedAgent(RecordedAgent.Failed("buildkite-agent: fatal: GET https://x: 404 Not Found"))
                .Start()
                .Steps.FindOutcomeAsync("tests", Stop)
        ).ShouldBeNull();
        await Should.ThrowAsync<BuildkiteAgentException>(() =>
            new RecordedAgent(RecordedAgent.Failed("buildkite-agent: fatal: GET https://x: 401 Unauthorized"))
                .Start()
                .Steps.FindOutcomeAsync("tests", Stop)
        );
    }

    [Fact]
    public async Task The_new_folder_of_the_job_is_told() =>
        (
            await new RecordedAgent(RecordedAgent.Printed("""{"workdir":"/build/src"}""")).Start().Workdir.SetAsync("src", Stop)
        ).FullPath.ShouldBe("/build/src");

    [Fact]
    public async Task Without_a_secret_there_is_nothing_to_ask() =>
        (await Should.ThrowAsync<BuildkiteAgentException>(() => new RecordedAgent().Start().Secrets.GetAllAsync([], Stop))).Fault.ShouldBe(
            BuildkiteAgentFault.Limit
        );
}
