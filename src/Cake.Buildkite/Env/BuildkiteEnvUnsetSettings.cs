namespace Cake.Buildkite;

/// <summary>Settings of a call that removes variables from the job's later phases.</summary>
/// <remarks>Options of <c>buildkite-agent env unset</c>.</remarks>
public sealed class BuildkiteEnvUnsetSettings : BuildkiteAgentSettings
{
    internal override string Command => "env unset";
}
