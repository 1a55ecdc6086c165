namespace Cake.Buildkite;

/// <summary>How files become artifacts.</summary>
/// <remarks>Options of <c>buildkite-agent artifact upload</c>.</remarks>
public sealed class BuildkiteArtifactUploadSettings : BuildkiteAgentApiSettings
{
    /// <summary>The job that keeps them; null: this one (<c>--job</c>).</summary>
    public string? Job { get; set; }

    /// <summary>Media type of all of them; null: told by the file's extension (<c>--content-type</c>).</summary>
    public string? ContentType { get; set; }

    /// <summary>The paths are paths, no patterns (<c>--literal</c>).</summary>
    public bool? Literal { get; set; }

    /// <summary>What is between patterns; null: <c>;</c>, empty: there is one pattern only (<c>--delimiter</c>).</summary>
    public string? Delimiter { get; set; }

    /// <summary>Look into linked folders (<c>--glob-resolve-follow-symlinks</c>).</summary>
    public bool? GlobResolveFollowSymlinks { get; set; }

    /// <summary>Leave links to files out (<c>--upload-skip-symlinks</c>).</summary>
    public bool? UploadSkipSymlinks { get; set; }

    /// <summary>Uploads at the same time; null: one a processor (<c>--concurrency</c>).</summary>
    public int? Concurrency { get; set; }

    /// <summary>Send each file in one piece (<c>--no-multipart-artifact-upload</c>).</summary>
    public bool? NoMultipartArtifactUpload { get; set; }

    /// <summary>
    /// The older name of <see cref="GlobResolveFollowSymlinks"/>; agents from major 4 on get the newer flag (<c>--follow-symlinks</c>).
    /// </summary>
    public bool? FollowSymlinks { get; set; }

    internal override string Command => "artifact upload";

    internal override TimeSpan Patience => TimeSpan.FromHours(2);

    internal override bool DependsOnVersion => FollowSymlinks is not null;

    private protected override AgentFlags CommandFlags(AgentFlags flags) => flags
        .Text("--job", Job)
        .Text("--content-type", ContentType)
        .Switch("--literal", Literal)
        .Text("--delimiter", Delimiter)
        .Switch("--glob-resolve-follow-symlinks", GlobResolveFollowSymlinks)
        .Switch("--upload-skip-symlinks", UploadSkipSymlinks)
        .Number("--concurrency", Concurrency)
        .Switch("--no-multipart-artifact-upload", NoMultipartArtifactUpload)
        .Switch(flags.Version is { Major: < 4 } ? "--follow-symlinks" : "--glob-resolve-follow-symlinks", FollowSymlinks);
}
