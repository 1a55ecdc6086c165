namespace Cake.Buildkite.Tests;

public sealed class AnnotationTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string, BuildkiteAnnotateSettings, string> Refused => new()
    {
        { "", new(), "the body is empty" },
        { new string('x', 1_048_577), new(), "the body has 1048577 bytes, 1048576 are allowed" },
        { "x", new() { Priority = 0 }, "priority 0 is not from 1 to 10" },
        { "x", new() { Priority = 11 }, "priority 11 is not from 1 to 10" },
        { "x", new() { Context = "" }, "has 0 characters" },
        { "x", new() { Context = new('c', 101) }, "has 101 characters" },
    };

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public async Task What_Buildkite_refuses_is_said_before_the_call(string body, BuildkiteAnnotateSettings settings, string problem)
    {
        var agent = new RecordedAgent();

        var failure = await Should.ThrowAsync<BuildkiteAgentException>(() => agent.Start().Annotations.AnnotateAsync(body, settings, Stop));

        failure.Fault.ShouldBe(BuildkiteAgentFault.Limit);
        failure.Message.ShouldContain(problem);
        agent.Calls.ShouldBeEmpty();
    }
}
