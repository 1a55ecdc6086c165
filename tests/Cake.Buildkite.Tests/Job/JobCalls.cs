namespace Cake.Buildkite.Tests;

/// <summary>What each call hands to the agent.</summary>
internal static class JobCalls
{
    public static readonly IReadOnlyList<AgentCase> All =
    [
        new("job update",
            (agent, token) => agent.Jobs.UpdateAsync("timeout_in_minutes", "90", null, token),
            ["job", "update", "timeout_in_minutes"], "90", ""),
        new("job update --job",
            (agent, token) => agent.Jobs.UpdateAsync("timeout_in_minutes", "90", new() { Job = "a -b" }, token),
            ["job", "update", "timeout_in_minutes", "--job=a -b"], "90", ""),
        new("job update --redacted-vars",
            (agent, token) => agent.Jobs.UpdateAsync("timeout_in_minutes", "90", new() { RedactedVars = ["*_TOKEN", "*_KEY"] }, token),
            ["job", "update", "timeout_in_minutes", "--redacted-vars=*_TOKEN", "--redacted-vars=*_KEY"], "90", ""),
        new("job update --redacted-vars of nothing",
            (agent, token) => agent.Jobs.UpdateAsync("timeout_in_minutes", "90", new() { RedactedVars = [] }, token),
            ["job", "update", "timeout_in_minutes", "--redacted-vars="], "90", ""),
        new("job promise-failure",
            (agent, token) => agent.Jobs.PromiseFailureAsync(2, null, token),
            ["job", "promise-failure", "2"], "", ""),
        new("job promise-failure --reason",
            (agent, token) => agent.Jobs.PromiseFailureAsync(2, new() { Reason = "a -b" }, token),
            ["job", "promise-failure", "2", "--reason=a -b"], "", ""),
        new("job promise-failure --redacted-vars",
            (agent, token) => agent.Jobs.PromiseFailureAsync(2, new() { RedactedVars = ["*_TOKEN", "*_KEY"] }, token),
            ["job", "promise-failure", "2", "--redacted-vars=*_TOKEN", "--redacted-vars=*_KEY"], "", ""),
        new("job promise-failure --redacted-vars of nothing",
            (agent, token) => agent.Jobs.PromiseFailureAsync(2, new() { RedactedVars = [] }, token),
            ["job", "promise-failure", "2", "--redacted-vars="], "", ""),
    ];
}
