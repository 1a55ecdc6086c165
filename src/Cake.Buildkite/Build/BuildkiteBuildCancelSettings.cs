namespace Cake.Buildkite;

/// <summary>Which build is cancelled.</summary>
/// <remarks>Options of <c>buildkite-agent build cancel</c>.</remarks>
public sealed class BuildkiteBuildCancelSettings : BuildkiteAgentApiSettings
{
    /// <summary>The build's id; null: the one that this job belongs to (<c>--build</c>).</summary>
    public string? Build { get; set; }

    internal override string Command => "build cancel";

    private protected override AgentFlags CommandFlags(AgentFlags flags) => flags
        .Text("--build", Build);
}
