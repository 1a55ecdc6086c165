using BuildkiteCi.LocalBuilds.Running;

namespace BuildkiteCi.LocalBuilds.Tests.Running;

/// <summary>Block and input steps of a run.</summary>
public sealed class BlockedRunTests : IDisposable
{
    private readonly RunBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public async Task A_block_without_an_answer_stops_the_build_there_and_what_is_not_behind_it_runs()
    {
        var result = await bench.RunAsync(
            "steps: [{ block: Release, key: gate }, { command: touch behind }, { command: touch beside, depends_on: [] }]"
        );

        result.Verdict.ShouldBe(RunVerdict.Blocked);
        bench.View.Lines.ShouldContain("Release | blocked: answer it with 'gate=yes'");
        (File.Exists(Path.Combine(bench.Root.Path, "behind")), File.Exists(Path.Combine(bench.Root.Path, "beside"))).ShouldBe(
            (false, true)
        );
    }

    [Fact]
    public async Task An_answer_unblocks_and_its_values_are_meta_data()
    {
        bench.Answers["tag"] = "v0.12.0";

        var result = await bench.RunAsync("""
            steps:
              - { block: Release, fields: [{ text: Tag, key: tag }, { select: Kind, key: kind, default: beta, options: [{ label: Beta, value: beta }] }] }
              - { command: "echo $(buildkite-agent meta-data get tag) $(buildkite-agent meta-data get kind) > released" }
            """);

        result.Verdict.ShouldBe(RunVerdict.Passed);
        bench.Lines("released").ShouldBe(["v0.12.0 beta"]);
    }

    [Fact]
    public async Task A_field_that_takes_several_values_keeps_them_one_a_line()
    {
        bench.Answers["generations"] = "v6e, v7x";

        var result = await bench.RunAsync("""
            steps:
              - { input: Where, key: ask, fields: [{ select: Generations, key: generations, multiple: true, options: [{ value: v6e }, { value: v7x }] }] }
              - { depends_on: ask, command: "buildkite-agent meta-data get generations > asked" }
            """);

        result.Verdict.ShouldBe(RunVerdict.Passed);
        bench.Lines("asked").ShouldBe(["v6e", "v7x"]);
    }

    [Theory]
    [InlineData("passed", RunVerdict.Passed)]
    [InlineData("failed", RunVerdict.Failed)]
    [InlineData("running", RunVerdict.Blocked)]
    public async Task An_unanswered_block_makes_of_the_build_what_it_says(string state, RunVerdict verdict) =>
        (await bench.RunAsync($"steps: [{{ block: Release, blocked_state: {state} }}]")).Verdict.ShouldBe(verdict);
}
