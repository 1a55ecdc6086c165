namespace Cake.Buildkite;

/// <summary>Whose meta-data is written.</summary>
/// <remarks>Options of <c>buildkite-agent meta-data set</c>.</remarks>
public sealed class BuildkiteMetaDataSetSettings : BuildkiteAgentApiSettings
{
    /// <summary>A job of the build; null: this one (<c>--job</c>).</summary>
    public string? Job { get; set; }

    /// <summary>
    /// Patterns of variable names whose values are masked in what is sent; an empty list masks nothing (<c>--redacted-vars</c>).
    /// </summary>
    public IReadOnlyList<string>? RedactedVars { get; set; }

    internal override string Command => "meta-data set";

    private protected override AgentFlags CommandFlags(AgentFlags flags) => flags
        .Text("--job", Job)
        .ListOrNone("--redacted-vars", RedactedVars);
}
