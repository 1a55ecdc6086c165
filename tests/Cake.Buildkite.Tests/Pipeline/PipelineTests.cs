namespace Cake.Buildkite.Tests;

public sealed class PipelineTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("buildkite.yml")]
    [InlineData(".buildkite/pipeline.yml")]
    [InlineData("buildkite/pipeline.json")]
    public async Task An_upload_that_names_no_file_is_one_of_the_default_file(string name)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.GetDirectoryName(folder.Combine(name))!);
        folder.Write(name, "steps: []");
        var agent = new RecordedAgent();

        await agent
            .Start()
            .Pipelines.UploadAsync(
                new BuildkitePipelineUploadSettings { WorkingDirectory = folder.Path },
                TestContext.Current.CancellationToken
            );

        agent.Calls.ShouldHaveSingleItem().Arguments.ShouldBe(["pipeline", "upload", name]);
    }

    [Fact]
    public async Task Without_a_default_file_or_with_two_nothing_is_uploaded()
    {
        using var folder = new TemporaryFolder();
        var agent = new RecordedAgent();
        var settings = new BuildkitePipelineUploadSettings { WorkingDirectory = folder.Path };

        (
            await Should.ThrowAsync<BuildkiteAgentException>(() =>
                agent.Start().Pipelines.UploadAsync(settings, TestContext.Current.CancellationToken)
            )
        ).Message.ShouldContain("holds no pipeline file; name a file, or write .buildkite/pipeline.yml");
        folder.Write("buildkite.yml", "steps: []");
        folder.Write("buildkite.json", "{}");
        (
            await Should.ThrowAsync<BuildkiteAgentException>(() =>
                agent.Start().Pipelines.UploadAsync(settings, TestContext.Current.CancellationToken)
            )
        ).Message.ShouldContain("holds buildkite.yml and buildkite.json; name the one that is meant");
        agent.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_object_with_too_many_jobs_is_not_uploaded()
    {
        var agent = new RecordedAgent();
        var pipeline = new { steps = Enumerable.Range(0, 501).Select(i => new { command = $"make {i}" }) };

        var failure = await Should.ThrowAsync<BuildkiteAgentException>(() => agent.Start().Pipelines.UploadObjectAsync(pipeline, Stop));

        failure.Message.ShouldBe(
            "buildkite-agent pipeline upload: not called: the upload has 501 jobs, 500 are allowed; "
            + "upload it in several parts, or set MaxJobs if your organisation may have more");
        agent.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_organisation_may_allow_more()
    {
        var agent = new RecordedAgent();
        var pipeline = new { steps = Enumerable.Range(0, 501).Select(i => new { command = $"make {i}" }) };

        await agent.Start().Pipelines.UploadObjectAsync(pipeline, new() { MaxJobs = 1000 }, Stop);

        agent.Calls.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Where_a_text_leaves_a_doubt_the_agent_itself_parses_it_first()
    {
        const string Pipeline = "steps: [{ command: make, parallelism: 501 }]";
        var agent = new RecordedAgent(RecordedAgent.Printed("""{"steps":[{"command":"make","parallelism":501}]}"""));

        var failure = await Should.ThrowAsync<BuildkiteAgentException>(
            () => agent.Start().Pipelines.UploadTextAsync(Pipeline, new() { NoInterpolation = true }, Stop));

        failure.Message.ShouldContain("has 501 jobs");
        var call = agent.Calls.ShouldHaveSingleItem();
        call.Arguments.ShouldBe(["pipeline", "upload", "--dry-run", "--format=json", "--no-interpolation"]);
        call.Input.ShouldBe(Pipeline);
    }

    [Fact]
    public async Task A_file_is_counted_like_a_text()
    {
        using var folder = new TemporaryFolder();
        folder.Write("ci.yml", "steps: [{ command: make, matrix: [a, b] }]");
        var agent = new RecordedAgent(RecordedAgent.Printed("""{"steps":[{"command":"make","matrix":["a","b"]}]}"""));

        await agent.Start().Pipelines.UploadAsync(["ci.yml"], new() { WorkingDirectory = folder.Path }, Stop);

        agent
            .Calls.Select(call => string.Join(' ', call.Arguments))
            .ShouldBe(["pipeline upload --dry-run --format=json", "pipeline upload ci.yml"]);
    }

    [Fact]
    public async Task A_dry_run_that_fails_leaves_the_verdict_to_the_upload()
    {
        var agent = new RecordedAgent(RecordedAgent.Failed("buildkite-agent: fatal: no access token"));

        await agent.Start().Pipelines.UploadTextAsync("steps: [{ command: make, parallelism: 501 }]", Stop);

        agent.Calls.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_dry_run_gives_what_the_agent_printed()
    {
        var agent = new RecordedAgent(RecordedAgent.Printed("steps: []\n"));

        (
            await agent.Start().Pipelines.UploadTextAsync("steps: []", new() { DryRun = true, Format = BuildkitePipelineFormat.Yaml }, Stop)
        ).ShouldBe("steps: []\n");
    }

    [Fact]
    public async Task Several_files_need_an_agent_that_reads_them_all()
    {
        var agent = new RecordedAgent(RecordedAgent.Printed("buildkite-agent version 3.103.1"));

        var failure = await Should.ThrowAsync<BuildkiteAgentException>(() => agent.Start().Pipelines.UploadAsync(["a.yml", "b.yml"], Stop));

        failure.Message.ShouldContain("agent 3.103.1 uploads one file a call, 2 are given; upload them one by one");
    }

    [Fact]
    public async Task An_empty_text_would_upload_nothing_and_say_nothing() =>
        (await Should.ThrowAsync<BuildkiteAgentException>(() => new RecordedAgent().Start().Pipelines.UploadTextAsync("  \n", Stop)))
            .Fault.ShouldBe(BuildkiteAgentFault.Limit);

    [Theory]
    [InlineData("steps:\n- command: a --x - y\n  key: a-b-c-d-e\n- wait\n", 2, false)]
    [InlineData("steps:\n- command: a\n-\n  command: b\n  - c\n", 2, true)]
    [InlineData("steps: [{command: a}, {command: b}, {command: c}]", 2, true)]
    [InlineData("steps: [{command: 'a ${B} ${C} ${D}'}]", 2, false)]
    [InlineData("steps:\n- command: a\n  parallelism: 9\n", 2, true)]
    [InlineData("steps:\n- {command: a, \"matrix\" : [1]}\n", 2, true)]
    [InlineData("steps:\n- label: the support matrix\n  env: { run_v6_matrix: 1 }\n", 2, false)]
    [InlineData("steps:\n- &one {command: a}\n- *one\n", 9, true)]
    [InlineData("steps: [*one, *one]", 9, true)]
    [InlineData("steps:\n- command: rm *.log **/x\n", 9, false)]
    [InlineData("steps:\n- command: a\n  parallelism: 9\n", int.MaxValue, false)]
    public void A_text_is_parsed_only_where_it_may_hold_too_many_jobs(string pipeline, int most, bool mayExceed) =>
        PipelineJobs.MayExceed(pipeline, most).ShouldBe(mayExceed);

    [Theory]
    [InlineData("""{"steps":["wait",{"command":"a"},{"wait":null},{"block":"go"},{"trigger":"b"},{"type":"input","input":"x"}]}""", 2)]
    [InlineData("""[{"command":"a"},{"commands":["b","c"]}]""", 2)]
    [InlineData("""{"steps":[{"group":"g","steps":[{"command":"a"},{"command":"b","parallelism":"3"}]}]}""", 4)]
    [InlineData("""{"steps":[{"command":"a","matrix":["x","y"]},{"command":"b","matrix":{"setup":["x","y","z"]}}]}""", 5)]
    [InlineData("""{"steps":[{"command":"a","matrix":{"setup":{"os":["l","w"],"arch":["a","b","c"]}}}]}""", 6)]
    [InlineData(
        """{"steps":[{"command":"a","skip":true},{"command":"b","skip":"later"},{"command":"c","skip":""},{"command":"d","skip":false}]}""",
        2
    )]
    [InlineData("""{"env":{}}""", 0)]
    public void Jobs_are_counted_as_Buildkite_makes_them(string pipeline, int jobs) => PipelineJobs.CountsIn(pipeline).ShouldBe([jobs]);

    [Fact]
    public void Each_document_is_an_upload_of_its_own() =>
        PipelineJobs.CountsIn("""{"steps":[{"command":"a"}]} {"steps":[{"command":"a"},{"command":"b"}]}""").ShouldBe([1, 2]);

    [Fact]
    public void What_is_no_JSON_is_not_counted() => PipelineJobs.CountsIn("steps: []").ShouldBeEmpty();
}
