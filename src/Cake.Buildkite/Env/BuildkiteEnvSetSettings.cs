namespace Cake.Buildkite;

/// <summary>Settings of a call that changes the environment of the job's later phases.</summary>
/// <remarks>Options of <c>buildkite-agent env set</c>.</remarks>
public sealed class BuildkiteEnvSetSettings : BuildkiteAgentSettings
{
    internal override string Command => "env set";
}
