namespace Cake.Buildkite.Tests;

/// <summary>What each call hands to the agent.</summary>
internal static class JobCalls
{
    public static readonly IReadOnlyList<AgentCase> All =
    [
        new("job update",
            (agent, token) => agent.Jobs.UpdateAsync("timeout_in_minutes", "90", null, token),
            ["job", "update", "--", "timeout_in_minutes"], "90", ""),
        new("job update --job",
            (agent, token) => agent.Jobs.UpdateAsync("timeout_in_minutes", "90", new() { Job = "a -b" }, token),
            ["job", "update", "--job=a -b", "--", "timeout_in_minutes"], "90", ""),
        new("job update --redacted-vars",
            (agent, token) => agent.Jobs.UpdateAsync("timeout_in_minutes", "90", new() { RedactedVars = ["*_TOKEN", "*_KEY"] }, token),
            ["job", "update", "--redacted-vars=*_TOKEN", "--redacted-vars=*_KEY", "--", "timeout_in_minutes"], "90", ""),
        new("job update --redacted-vars of nothing",
            (agent, token) => agent.Jobs.UpdateAsync("timeout_in_minutes", "90", new() { RedactedVars = [] }, token),
            ["job", "update", "--redacted-vars=", "--", "timeout_in_minutes"], "90", ""),
        new("job promise-failure",
            (agent, token) => agent.Jobs.PromiseFailureAsync(2, null, token),
            ["job", "promise-failure", "--", "2"], "", ""),
        new("job promise-failure --reason",
            (agent, token) => agent.Jobs.PromiseFailureAsync(2, new() { Reason = "a -b" }, token),
            ["job", "promise-failure", "--reason=a -b", "--", "2"], "", ""),
        new("job promise-failure --redacted-vars",
            (agent, token) => agent.Jobs.PromiseFailureAsync(2, new() { RedactedVars = ["*_TOKEN", "*_KEY"] }, token),
            ["job", "promise-failure", "--redacted-vars=*_TOKEN", "--redacted-vars=*_KEY", "--", "2"], "", ""),
        new("job promise-failure --redacted-vars of nothing",
            (agent, token) => agent.Jobs.PromiseFailureAsync(2, new() { RedactedVars = [] }, token),
            ["job", "promise-failure", "--redacted-vars=", "--", "2"], "", ""),
    ];
}
