namespace Cake.Buildkite;

/// <summary>Whose meta-data is written, several values at once.</summary>
/// <remarks>Options of <c>buildkite-agent meta-data set-batch</c>.</remarks>
public sealed class BuildkiteMetaDataSetBatchSettings : BuildkiteAgentApiSettings
{
    /// <summary>A job of the build; null: this one (<c>--job</c>).</summary>
    public string? Job { get; set; }

    /// <summary>
    /// Patterns of variable names whose values are masked in what is sent; an empty list masks nothing (<c>--redacted-vars</c>).
    /// </summary>
    public IReadOnlyList<string>? RedactedVars { get; set; }

    /// <summary>
    /// Whether all values may stand in the agent's argument list, where every user of the machine can read them: then one call sets many
    /// (agent 3.129.0).
    /// </summary>
    public bool NothingIsSecret { get; set; }

    internal override string Command => "meta-data set-batch";

    /// <summary>The same for one value.</summary>
    internal BuildkiteMetaDataSetSettings ForOne() =>
        SameAgent(new BuildkiteMetaDataSetSettings { Job = Job, RedactedVars = RedactedVars });

    private protected override AgentFlags CommandFlags(AgentFlags flags) => flags
        .Text("--job", Job)
        .ListOrNone("--redacted-vars", RedactedVars);
}
