namespace Cake.Buildkite;

/// <summary>What is said about a failure to come.</summary>
/// <remarks>Options of <c>buildkite-agent job promise-failure</c>.</remarks>
public sealed class BuildkiteJobPromiseFailureSettings : BuildkiteAgentApiSettings
{
    /// <summary>Why, for people (<c>--reason</c>).</summary>
    public string? Reason { get; set; }

    /// <summary>
    /// Patterns of variable names whose values are masked in what is sent; an empty list masks nothing (<c>--redacted-vars</c>).
    /// </summary>
    public IReadOnlyList<string>? RedactedVars { get; set; }

    internal override string Command => "job promise-failure";

    private protected override AgentFlags CommandFlags(AgentFlags flags) => flags
        .Text("--reason", Reason)
        .ListOrNone("--redacted-vars", RedactedVars);
}
