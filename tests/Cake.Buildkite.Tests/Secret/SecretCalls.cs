namespace Cake.Buildkite.Tests;

/// <summary>What each call hands to the agent.</summary>
internal static class SecretCalls
{
    public static readonly IReadOnlyList<AgentCase> All =
    [
        new("secret get",
            (agent, token) => agent.Secrets.GetAsync("API_KEY", null, token),
            ["secret", "get", "API_KEY"], "", "hunter22\n"),
        new("secret get --job",
            (agent, token) => agent.Secrets.GetAsync("API_KEY", new() { Job = "a -b" }, token),
            ["secret", "get", "API_KEY", "--job=a -b"], "", "hunter22\n"),
        new("secret get --skip-redaction",
            (agent, token) => agent.Secrets.GetAsync("API_KEY", new() { SkipRedaction = true }, token),
            ["secret", "get", "API_KEY", "--skip-redaction"], "", "hunter22\n"),
        new("secret get --skip-redaction=false",
            (agent, token) => agent.Secrets.GetAsync("API_KEY", new() { SkipRedaction = false }, token),
            ["secret", "get", "API_KEY", "--skip-redaction=false"], "", "hunter22\n"),
        new("secret get of several",
            (agent, token) => agent.Secrets.GetAllAsync(["A", "B"], token),
            ["secret", "get", "A", "B", "--format=json"], "", "{\"A\":\"1\",\"B\":\"2\"}"),
    ];
}
