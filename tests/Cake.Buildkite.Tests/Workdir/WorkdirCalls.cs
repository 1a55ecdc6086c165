namespace Cake.Buildkite.Tests;

/// <summary>What each call hands to the agent.</summary>
internal static class WorkdirCalls
{
    public static readonly IReadOnlyList<AgentCase> All =
    [
        new("workdir set",
            (agent, token) => agent.Workdir.SetAsync("src", null, token),
            ["workdir", "set", "src", "--output-format=json"], "", "{\"workdir\":\"/build/src\"}"),
    ];
}
