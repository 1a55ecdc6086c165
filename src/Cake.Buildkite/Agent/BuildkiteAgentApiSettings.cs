namespace Cake.Buildkite;

/// <summary>Settings of the commands that talk to Buildkite: how the agent reaches its API. In a job the environment has all of
/// it.</summary>
public abstract class BuildkiteAgentApiSettings : BuildkiteAgentSettings
{
    /// <summary>Token for the API; travels as <c>BUILDKITE_AGENT_ACCESS_TOKEN</c>, never as the argument
    /// <c>--agent-access-token</c>.</summary>
    public string? AccessToken { get; set; }

    /// <summary>Base address of the API (<c>--endpoint</c>).</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>Use HTTP/1.1 (<c>--no-http2</c>).</summary>
    public bool? NoHttp2 { get; set; }

    /// <summary>Log whole requests and answers (<c>--debug-http</c>); these may hold secrets.</summary>
    public bool? DebugHttp { get; set; }

    /// <summary>Log how long each request took (<c>--trace-http</c>).</summary>
    public bool? TraceHttp { get; set; }

    internal override IEnumerable<KeyValuePair<string, string>> SecretVariables =>
        AccessToken is { } token ? [new("BUILDKITE_AGENT_ACCESS_TOKEN", token)] : [];

    internal override TOther SameAgent<TOther>(TOther other)
    {
        if (base.SameAgent(other) is BuildkiteAgentApiSettings api)
        {
            api.AccessToken = AccessToken;
            api.Endpoint = Endpoint;
            api.NoHttp2 = NoHttp2;
            api.DebugHttp = DebugHttp;
            api.TraceHttp = TraceHttp;
        }

        return other;
    }

    private protected override AgentFlags ConnectionFlags(AgentFlags flags) => flags
        .Text("--endpoint", Endpoint?.OriginalString)
        .Switch("--no-http2", NoHttp2)
        .Switch("--debug-http", DebugHttp)
        .Switch("--trace-http", TraceHttp);
}
