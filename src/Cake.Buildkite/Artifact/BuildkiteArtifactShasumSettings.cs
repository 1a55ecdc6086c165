namespace Cake.Buildkite;

/// <summary>Which digest of which artifact is asked for.</summary>
/// <remarks>Options of <c>buildkite-agent artifact shasum</c>.</remarks>
public sealed class BuildkiteArtifactShasumSettings : BuildkiteAgentApiSettings
{
    /// <summary>SHA-256 instead of SHA-1 (<c>--sha256</c>).</summary>
    public bool? Sha256 { get; set; }

    /// <summary>Only an artifact of a step, by name, or of a job, by id (<c>--step</c>).</summary>
    public string? Step { get; set; }

    /// <summary>The build to look in, by its id; null: the job's own (<c>--build</c>).</summary>
    public string? Build { get; set; }

    /// <summary>Also what earlier tries of retried jobs left (<c>--include-retried-jobs</c>).</summary>
    public bool? IncludeRetriedJobs { get; set; }

    internal override string Command => "artifact shasum";

    private protected override AgentFlags CommandFlags(AgentFlags flags) => flags
        .Switch("--sha256", Sha256)
        .Text("--step", Step)
        .Text("--build", Build)
        .Switch("--include-retried-jobs", IncludeRetriedJobs);
}
