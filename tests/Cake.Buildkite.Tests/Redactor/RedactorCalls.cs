namespace Cake.Buildkite.Tests;

/// <summary>What each call hands to the agent.</summary>
internal static class RedactorCalls
{
    public static readonly IReadOnlyList<AgentCase> All =
    [
        new("redactor add",
            (agent, token) => agent.Redactor.AddAsync("hunter22", null, token),
            ["redactor", "add", "--format=none"], "hunter22", ""),
        new("redactor add --apply-vars-filter",
            (agent, token) => agent.Redactor.AddAsync("hunter22", new() { ApplyVarsFilter = true }, token),
            ["redactor", "add", "--apply-vars-filter", "--format=none"], "hunter22", ""),
        new("redactor add --apply-vars-filter=false",
            (agent, token) => agent.Redactor.AddAsync("hunter22", new() { ApplyVarsFilter = false }, token),
            ["redactor", "add", "--apply-vars-filter=false", "--format=none"], "hunter22", ""),
        new("redactor add --redacted-vars",
            (agent, token) => agent.Redactor.AddAsync("hunter22", new() { RedactedVars = ["*_TOKEN", "*_KEY"] }, token),
            ["redactor", "add", "--redacted-vars=*_TOKEN", "--redacted-vars=*_KEY", "--format=none"], "hunter22", ""),
        new("redactor add --redacted-vars of nothing",
            (agent, token) => agent.Redactor.AddAsync("hunter22", new() { RedactedVars = [] }, token),
            ["redactor", "add", "--redacted-vars=", "--format=none"], "hunter22", ""),
        new("redactor add of several",
            (agent, token) => agent.Redactor.AddAllAsync(new Dictionary<string, string> { ["A"] = "hunter22" }, token),
            ["redactor", "add", "--format=json"], "{\"A\":\"hunter22\"}", ""),
        new("redactor add of a file",
            (agent, token) => agent.Redactor.AddFileAsync("token.txt", token),
            ["redactor", "add", "token.txt", "--format=none"], "", ""),
    ];
}
