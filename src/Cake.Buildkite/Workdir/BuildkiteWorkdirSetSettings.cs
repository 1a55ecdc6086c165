namespace Cake.Buildkite;

/// <summary>Settings of a call that moves the job's later phases to another folder.</summary>
/// <remarks>Options of <c>buildkite-agent workdir set</c>.</remarks>
public sealed class BuildkiteWorkdirSetSettings : BuildkiteAgentSettings
{
    internal override string Command => "workdir set";
}
