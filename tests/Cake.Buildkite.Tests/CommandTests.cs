namespace Cake.Buildkite.Tests;

public sealed class CommandTests
{
    public static TheoryData<string> Names => [.. AgentCase.All.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_call_hands_the_agent_exactly_these_arguments_and_this_input(string name)
    {
        var expected = AgentCase.All.Single(one => one.Name == name);
        var agent = new RecordedAgent(RecordedAgent.Printed(expected.Answer));

        await expected.Call(agent.Start(), TestContext.Current.CancellationToken);

        var call = agent.Calls.ShouldHaveSingleItem();
        call.Arguments.ShouldBe(expected.Arguments);
        call.Input.ShouldBe(expected.Input);
        call.Variables.Select(variable => $"{variable.Key}={variable.Value}").ShouldBe(expected.Variable is { } variable ? [variable] : []);
    }
}
