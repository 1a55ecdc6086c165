namespace Cake.Buildkite;

/// <summary>Which step's jobs are cancelled, and how hard.</summary>
/// <remarks>Options of <c>buildkite-agent step cancel</c>.</remarks>
public sealed class BuildkiteStepCancelSettings : BuildkiteAgentApiSettings
{
    /// <summary>The step's key or id; null: the step that runs (<c>--step</c>).</summary>
    public string? Step { get; set; }

    /// <summary>The build of a step that is named by its key; null: the job's own (<c>--build</c>).</summary>
    public string? Build { get; set; }

    /// <summary>Count the jobs as cancelled without waiting for their agents (<c>--force</c>).</summary>
    public bool? Force { get; set; }

    /// <summary>
    /// What agents get before that, in whole seconds; null: 15, in major 3 it is 10 (<c>--force-grace-period-seconds</c>).
    /// </summary>
    public TimeSpan? ForceGracePeriod { get; set; }

    internal override string Command => "step cancel";

    private protected override AgentFlags CommandFlags(AgentFlags flags) => flags
        .Text("--step", Step)
        .Text("--build", Build)
        .Switch("--force", Force)
        .Seconds("--force-grace-period-seconds", ForceGracePeriod);
}
