namespace Cake.Buildkite;

/// <summary>Settings of a call that reads the environment of the job's later phases.</summary>
/// <remarks>Options of <c>buildkite-agent env get</c>.</remarks>
public sealed class BuildkiteEnvGetSettings : BuildkiteAgentSettings
{
    internal override string Command => "env get";
}
