namespace Cake.Buildkite.Tests;

public sealed class BuildkiteAgentVersionTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("buildkite-agent version 3.137.0+10987.4a1b2c3d", "3.137.0")]
    [InlineData("buildkite-agent version 4.0.0-beta.15+11021.5e6f7a8b\n", "4.0.0")]
    [InlineData("buildkite-agent version 3.0, build 1234", null)]
    [InlineData("", null)]
    [InlineData("99999999999.0.0", null)]
    public void A_version_is_read_from_what_the_agent_prints(string printed, string? version) =>
        (BuildkiteAgentVersion.Parse(printed)?.ToString()).ShouldBe(version);

    [Fact]
    public void Versions_are_compared_number_by_number()
    {
        new BuildkiteAgentVersion(3, 129, 0).IsAtLeast(3, 129, 0).ShouldBeTrue();
        new BuildkiteAgentVersion(3, 13, 1).IsAtLeast(3, 129, 0).ShouldBeFalse();
        new BuildkiteAgentVersion(4, 0, 0).IsAtLeast(3, 129, 0).ShouldBeTrue();
    }

    [Fact]
    public async Task The_version_is_asked_once()
    {
        var recorded = new RecordedAgent(RecordedAgent.Printed("buildkite-agent version 4.0.0-beta.15"));
        var agent = recorded.Start();

        await agent.Pipelines.UploadTextAsync("steps: []", new() { RejectSecrets = true }, Stop);
        await agent.Pipelines.UploadTextAsync("steps: []", new() { RejectSecrets = true }, Stop);

        recorded.Calls.Select(call => string.Join(' ', call.Arguments)).ShouldBe(
            ["--version", "pipeline upload --allow-secrets=false", "pipeline upload --allow-secrets=false"]);
        (await agent.VersionAsync(Stop)).ShouldBe(new(4, 0, 0));
    }

    [Fact]
    public async Task A_version_that_could_not_be_had_is_asked_again()
    {
        var recorded = new RecordedAgent(RecordedAgent.Failed("cannot start"), RecordedAgent.Printed("buildkite-agent version 3.137.0"));
        var agent = recorded.Start();

        await Should.ThrowAsync<BuildkiteAgentException>(() => agent.VersionAsync(Stop));
        (await agent.VersionAsync(Stop)).ShouldBe(new(3, 137, 0));
    }

    [Fact]
    public async Task An_answer_without_a_version_says_how_to_go_on()
    {
        var failure = await Should.ThrowAsync<BuildkiteAgentException>(() =>
            new RecordedAgent(RecordedAgent.Printed("dev build\n")).Start().VersionAsync(Stop)
        );

        failure.Message.ShouldBe(
            "buildkite-agent --version ended with exit status 0: 'dev build' holds no version; set AgentVersion in the settings"
        );
    }

    [Fact]
    public async Task The_version_that_the_settings_give_is_believed()
    {
        var recorded = new RecordedAgent();

        await recorded.Start().Pipelines.UploadTextAsync("steps: []", new() { RejectSecrets = true, AgentVersion = new(3, 137, 0) }, Stop);

        recorded.Calls.ShouldHaveSingleItem().Arguments.ShouldBe(["pipeline", "upload", "--reject-secrets"]);
    }
}
