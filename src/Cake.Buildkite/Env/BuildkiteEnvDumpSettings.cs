namespace Cake.Buildkite;

/// <summary>Settings of a call that shows the agent's own environment.</summary>
/// <remarks>Options of <c>buildkite-agent env dump</c>.</remarks>
public sealed class BuildkiteEnvDumpSettings : BuildkiteAgentSettings
{
    internal override string Command => "env dump";
}
