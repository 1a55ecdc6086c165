namespace Cake.Buildkite.Tests;

/// <summary>The flags that every command has, and those of the commands that talk to Buildkite.</summary>
internal static class ConnectionCalls
{
    public static readonly IReadOnlyList<AgentCase> All =
    [
        With("--no-color", new() { NoColor = true }, ["--no-color"]),
        With("--debug", new() { Debug = true }, ["--debug"]),
        With("--debug=false", new() { Debug = false }, ["--debug=false"]),
        With("--log-level", new() { LogLevel = BuildkiteLogLevel.Warn }, ["--log-level=warn"]),
        With(
            "--experiment",
            new() { Experiments = ["agent-api", "polyglot-hooks"] },
            ["--experiment=agent-api", "--experiment=polyglot-hooks"]
        ),
        With("--profile", new() { Profile = BuildkiteProfile.Memory }, ["--profile=memory"]),
        With("--agent-access-token", new() { AccessToken = "bkaj_1" }, [], "BUILDKITE_AGENT_ACCESS_TOKEN=bkaj_1"),
        With("--endpoint", new() { Endpoint = new("http://localhost:8080/v3") }, ["--endpoint=http://localhost:8080/v3"]),
        With("--no-http2", new() { NoHttp2 = true }, ["--no-http2"]),
        With("--debug-http", new() { DebugHttp = true }, ["--debug-http"]),
        With("--trace-http", new() { TraceHttp = true }, ["--trace-http"]),
        new("a command that talks to no API",
            (agent, token) => agent.Locks.GetAsync("gpu", new() { Debug = true, LockScope = "machine" }, token),
            ["lock", "get", "gpu", "--debug", "--lock-scope=machine"], "", "\n"),
    ];

    private static AgentCase With(string flag, BuildkiteMetaDataKeysSettings settings, string[] flags, string? variable = null) =>
        new(
            $"(every command) {flag}",
            (agent, token) => agent.MetaData.KeysAsync(settings, token),
            ["meta-data", "keys", .. flags],
            "",
            "",
            variable
        );
}
