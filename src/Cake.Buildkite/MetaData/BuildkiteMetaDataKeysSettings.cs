namespace Cake.Buildkite;

/// <summary>Whose meta-data keys are listed.</summary>
/// <remarks>Options of <c>buildkite-agent meta-data keys</c>.</remarks>
public sealed class BuildkiteMetaDataKeysSettings : BuildkiteAgentApiSettings
{
    /// <summary>A job of the build; null: this one (<c>--job</c>).</summary>
    public string? Job { get; set; }

    /// <summary>The build's id, instead of a job; null: the job's build (<c>--build</c>).</summary>
    public string? Build { get; set; }

    internal override string Command => "meta-data keys";

    private protected override AgentFlags CommandFlags(AgentFlags flags) => flags
        .Text("--job", Job)
        .Text("--build", Build);
}
