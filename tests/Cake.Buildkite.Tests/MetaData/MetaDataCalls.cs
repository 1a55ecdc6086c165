namespace Cake.Buildkite.Tests;

/// <summary>What each call hands to the agent.</summary>
internal static class MetaDataCalls
{
    public static readonly IReadOnlyList<AgentCase> All =
    [
        new("meta-data set",
            (agent, token) => agent.MetaData.SetAsync("version", "--1.4\n", null, token),
            ["meta-data", "set", "version"], "--1.4\n", ""),
        new("meta-data set --job",
            (agent, token) => agent.MetaData.SetAsync("version", "--1.4\n", new() { Job = "a -b" }, token),
            ["meta-data", "set", "version", "--job=a -b"], "--1.4\n", ""),
        new("meta-data set --redacted-vars",
            (agent, token) => agent.MetaData.SetAsync("version", "--1.4\n", new() { RedactedVars = ["*_TOKEN", "*_KEY"] }, token),
            ["meta-data", "set", "version", "--redacted-vars=*_TOKEN", "--redacted-vars=*_KEY"], "--1.4\n", ""),
        new("meta-data set --redacted-vars of nothing",
            (agent, token) => agent.MetaData.SetAsync("version", "--1.4\n", new() { RedactedVars = [] }, token),
            ["meta-data", "set", "version", "--redacted-vars="], "--1.4\n", ""),
        new("meta-data set-batch",
            (agent, token) =>
                agent.MetaData.SetAllAsync(
                    new Dictionary<string, string> { ["a"] = "1", ["-b"] = "x=y z" },
                    new() { NothingIsSecret = true, AgentVersion = new(3, 129, 0) },
                    token
                ),
            ["meta-data", "set-batch", "--", "a=1", "-b=x=y z"], "", ""),
        new("meta-data set-batch --job",
            (agent, token) =>
                agent.MetaData.SetAllAsync(
                    new Dictionary<string, string> { ["a"] = "1", ["-b"] = "x=y z" },
                    new()
                    {
                        NothingIsSecret = true,
                        Job = "a -b",
                        AgentVersion = new(3, 129, 0),
                    },
                    token
                ),
            ["meta-data", "set-batch", "--job=a -b", "--", "a=1", "-b=x=y z"], "", ""),
        new("meta-data set-batch --redacted-vars",
            (agent, token) =>
                agent.MetaData.SetAllAsync(
                    new Dictionary<string, string> { ["a"] = "1", ["-b"] = "x=y z" },
                    new()
                    {
                        NothingIsSecret = true,
                        RedactedVars = ["*_TOKEN", "*_KEY"],
                        AgentVersion = new(3, 129, 0),
                    },
                    token
                ),
            ["meta-data", "set-batch", "--redacted-vars=*_TOKEN", "--redacted-vars=*_KEY", "--", "a=1", "-b=x=y z"], "", ""),
        new("meta-data set-batch --redacted-vars of nothing",
            (agent, token) =>
                agent.MetaData.SetAllAsync(
                    new Dictionary<string, string> { ["a"] = "1", ["-b"] = "x=y z" },
                    new()
                    {
                        NothingIsSecret = true,
                        RedactedVars = [],
                        AgentVersion = new(3, 129, 0),
                    },
                    token
                ),
            ["meta-data", "set-batch", "--redacted-vars=", "--", "a=1", "-b=x=y z"], "", ""),
        new("meta-data get",
            (agent, token) => agent.MetaData.GetAsync("version", null, token),
            ["meta-data", "get", "version"], "", "1.4"),
        new("meta-data get --default",
            (agent, token) => agent.MetaData.GetAsync("version", new() { Default = "a -b" }, token),
            ["meta-data", "get", "version", "--default=a -b"], "", "1.4"),
        new("meta-data get --job",
            (agent, token) => agent.MetaData.GetAsync("version", new() { Job = "a -b" }, token),
            ["meta-data", "get", "version", "--job=a -b"], "", "1.4"),
        new("meta-data get --build",
            (agent, token) => agent.MetaData.GetAsync("version", new() { Build = "a -b" }, token),
            ["meta-data", "get", "version", "--build=a -b"], "", "1.4"),
        new("meta-data exists",
            (agent, token) => agent.MetaData.ExistsAsync("version", null, token),
            ["meta-data", "exists", "version"], "", ""),
        new("meta-data exists --job",
            (agent, token) => agent.MetaData.ExistsAsync("version", new() { Job = "a -b" }, token),
            ["meta-data", "exists", "version", "--job=a -b"], "", ""),
        new("meta-data exists --build",
            (agent, token) => agent.MetaData.ExistsAsync("version", new() { Build = "a -b" }, token),
            ["meta-data", "exists", "version", "--build=a -b"], "", ""),
        new("meta-data keys", (agent, token) => agent.MetaData.KeysAsync(null, token), ["meta-data", "keys"], "", "a\nb\n"),
        new("meta-data keys --job",
            (agent, token) => agent.MetaData.KeysAsync(new() { Job = "a -b" }, token),
            ["meta-data", "keys", "--job=a -b"], "", "a\nb\n"),
        new("meta-data keys --build",
            (agent, token) => agent.MetaData.KeysAsync(new() { Build = "a -b" }, token),
            ["meta-data", "keys", "--build=a -b"], "", "a\nb\n"),
        new("meta-data set of a key like a flag",
            (agent, token) => agent.MetaData.SetAsync("--job", "1", token),
            ["meta-data", "set", "--", "--job"], "1", ""),
        new("meta-data get with an empty default",
            (agent, token) => agent.MetaData.GetAsync("version", new() { Default = "" }, token),
            ["meta-data", "get", "version", "--default="], "", ""),
    ];
}
