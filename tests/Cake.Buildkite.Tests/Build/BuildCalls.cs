namespace Cake.Buildkite.Tests;

/// <summary>What each call hands to the agent.</summary>
internal static class BuildCalls
{
    public static readonly IReadOnlyList<AgentCase> All =
    [
        new("build cancel", (agent, token) => agent.Builds.CancelAsync(null, token), ["build", "cancel"], "", ""),
        new("build cancel --build",
            (agent, token) => agent.Builds.CancelAsync(new() { Build = "a -b" }, token),
            ["build", "cancel", "--build=a -b"], "", ""),
    ];
}
