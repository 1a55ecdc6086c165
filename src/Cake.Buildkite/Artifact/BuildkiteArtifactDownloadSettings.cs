namespace Cake.Buildkite;

/// <summary>Whose artifacts are downloaded.</summary>
/// <remarks>Options of <c>buildkite-agent artifact download</c>.</remarks>
public sealed class BuildkiteArtifactDownloadSettings : BuildkiteAgentApiSettings
{
    /// <summary>Only those of a step, by key or label, or of a job, by id (<c>--step</c>).</summary>
    public string? Step { get; set; }

    /// <summary>The build to look in, by its id; null: the job's own (<c>--build</c>).</summary>
    public string? Build { get; set; }

    /// <summary>Also what earlier tries of retried jobs left (<c>--include-retried-jobs</c>).</summary>
    public bool? IncludeRetriedJobs { get; set; }

    /// <summary>Fetch each file from an own S3 bucket in one piece (<c>--no-s3-multipart-download</c>).</summary>
    public bool? NoS3MultipartDownload { get; set; }

    internal override string Command => "artifact download";

    internal override TimeSpan Patience => TimeSpan.FromHours(2);

    private protected override AgentFlags CommandFlags(AgentFlags flags) => flags
        .Text("--step", Step)
        .Text("--build", Build)
        .Switch("--include-retried-jobs", IncludeRetriedJobs)
        .Switch("--no-s3-multipart-download", NoS3MultipartDownload);
}
