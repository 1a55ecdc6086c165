namespace Cake.Buildkite.Tests;

/// <summary>What each call hands to the agent.</summary>
internal static class EnvCalls
{
    public static readonly IReadOnlyList<AgentCase> All =
    [
        new("env dump", (agent, token) => agent.Env.DumpAsync(null, token), ["env", "dump", "--format=json"], "", "{}"),
        new("env get",
            (agent, token) => agent.Env.GetAsync(["DEPLOY_TO", "-x"], null, token),
            ["env", "get", "--format=json", "--", "DEPLOY_TO", "-x"], "", "{}"),
        new("env set",
            (agent, token) => agent.Env.SetAsync(new Dictionary<string, string> { ["DEPLOY_TO"] = "a \"b\"\n" }, null, token),
            ["env", "set", "--input-format=json", "--output-format=json", "--", "-"], "{\"DEPLOY_TO\":\"a \\\"b\\\"\\n\"}", "{}"),
        new("env unset",
            (agent, token) => agent.Env.UnsetAsync(["DEPLOY_TO"], null, token),
            ["env", "unset", "--input-format=json", "--output-format=json", "--", "-"], "[\"DEPLOY_TO\"]", "[]"),
    ];
}
