namespace Cake.Buildkite;

/// <summary>Settings of a call that ends the pause of this job's agent.</summary>
/// <remarks>Options of <c>buildkite-agent resume</c>.</remarks>
public sealed class BuildkiteAgentResumeSettings : BuildkiteAgentApiSettings
{
    internal override string Command => "resume";
}
