namespace Cake.Buildkite.Tests;

/// <summary>What each call hands to the agent.</summary>
internal static class AgentControlCalls
{
    public static readonly IReadOnlyList<AgentCase> All =
    [
        new("pause", (agent, token) => agent.Control.PauseAsync(null, token), ["pause"], "", ""),
        new("pause --note", (agent, token) => agent.Control.PauseAsync(new() { Note = "a -b" }, token), ["pause", "--note=a -b"], "", ""),
        new("pause --timeout-in-minutes",
            (agent, token) => agent.Control.PauseAsync(new() { Timeout = TimeSpan.FromMinutes(5) }, token),
            ["pause", "--timeout-in-minutes=5"], "", ""),
        new("resume", (agent, token) => agent.Control.ResumeAsync(null, token), ["resume"], "", ""),
        new("stop", (agent, token) => agent.Control.StopAsync(null, token), ["stop"], "", ""),
        new("stop --force", (agent, token) => agent.Control.StopAsync(new() { Force = true }, token), ["stop", "--force"], "", ""),
        new("stop --force=false",
            (agent, token) => agent.Control.StopAsync(new() { Force = false }, token),
            ["stop", "--force=false"], "", ""),
    ];
}
