namespace Cake.Buildkite;

/// <summary>How long this job's agent pauses, and why.</summary>
/// <remarks>Options of <c>buildkite-agent pause</c>.</remarks>
public sealed class BuildkiteAgentPauseSettings : BuildkiteAgentApiSettings
{
    /// <summary>Why, for people (<c>--note</c>).</summary>
    public string? Note { get; set; }

    /// <summary>When it goes on by itself, in whole minutes; null: when it is resumed (<c>--timeout-in-minutes</c>).</summary>
    public TimeSpan? Timeout { get; set; }

    internal override string Command => "pause";

    private protected override AgentFlags CommandFlags(AgentFlags flags) => flags
        .Text("--note", Note)
        .Minutes("--timeout-in-minutes", Timeout);
}
