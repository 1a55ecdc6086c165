namespace Cake.Buildkite;

/// <summary>Whose meta-data is asked for a key.</summary>
/// <remarks>Options of <c>buildkite-agent meta-data exists</c>.</remarks>
public sealed class BuildkiteMetaDataExistsSettings : BuildkiteAgentApiSettings
{
    /// <summary>A job of the build; null: this one (<c>--job</c>).</summary>
    public string? Job { get; set; }

    /// <summary>The build's id, instead of a job; null: the job's build (<c>--build</c>).</summary>
    public string? Build { get; set; }

    internal override string Command => "meta-data exists";

    private protected override AgentFlags CommandFlags(AgentFlags flags) => flags
        .Text("--job", Job)
        .Text("--build", Build);
}
