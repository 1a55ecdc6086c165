namespace Cake.Buildkite;

/// <summary>How this job's agent stops.</summary>
/// <remarks>Options of <c>buildkite-agent stop</c>.</remarks>
public sealed class BuildkiteAgentStopSettings : BuildkiteAgentApiSettings
{
    /// <summary>Cancel the job that runs, too (<c>--force</c>).</summary>
    public bool? Force { get; set; }

    internal override string Command => "stop";

    private protected override AgentFlags CommandFlags(AgentFlags flags) => flags
        .Switch("--force", Force);
}
