using Cake.Core.IO;

namespace Cake.Buildkite;

/// <summary>How steps are added to the build.</summary>
/// <remarks>Options of <c>buildkite-agent pipeline upload</c>.</remarks>
public sealed class BuildkitePipelineUploadSettings : BuildkiteAgentApiSettings
{
    /// <summary>
    /// Drop the steps that have not started, then add these. Such a call may be made again after a failure (<c>--replace</c>).
    /// </summary>
    public bool? Replace { get; set; }

    /// <summary>The job behind which the steps go; null: this one (<c>--job</c>).</summary>
    public string? Job { get; set; }

    /// <summary>Print the parsed and interpolated pipeline and upload nothing (<c>--dry-run</c>).</summary>
    public bool? DryRun { get; set; }

    /// <summary>How a dry run prints; null: JSON (<c>--format</c>).</summary>
    public BuildkitePipelineFormat? Format { get; set; }

    /// <summary>Leave <c>$</c> expressions as they are (<c>--no-interpolation</c>).</summary>
    public bool? NoInterpolation { get; set; }

    /// <summary>
    /// Whether a pipeline that holds secrets is refused or only warned about. Null: what the agent does by itself, which is warning in
    /// major 3 and refusing in major 4 (<c>--reject-secrets</c>, <c>--allow-secrets</c>).
    /// </summary>
    public bool? RejectSecrets { get; set; }

    /// <summary>Warnings of the parser count as errors (<c>--reject-parse-warnings</c>).</summary>
    public bool? RejectParseWarnings { get; set; }

    /// <summary>Skip steps whose <c>if_changed</c> no changed file matches; false: run them all (<c>--apply-if-changed</c>).</summary>
    public bool? ApplyIfChanged { get; set; }

    /// <summary>
    /// What changed files are compared with; null: the pull request's base, else the default branch (<c>--git-diff-base</c>).
    /// </summary>
    public string? GitDiffBase { get; set; }

    /// <summary>Fetch that base first (<c>--fetch-diff-base</c>).</summary>
    public bool? FetchDiffBase { get; set; }

    /// <summary>File that lists the changed paths, one a line, so that git is not asked (<c>--changed-files-path</c>).</summary>
    public FilePath? ChangedFilesPath { get; set; }

    /// <summary>Key set that steps are signed with (<c>--jwks-file</c>).</summary>
    public FilePath? JwksFile { get; set; }

    /// <summary>The key within that set (<c>--jwks-key-id</c>).</summary>
    public string? JwksKeyId { get; set; }

    /// <summary>Key of AWS KMS to sign with (<c>--signing-aws-kms-key</c>).</summary>
    public string? SigningAwsKmsKey { get; set; }

    /// <summary>Key version of Google KMS to sign with (<c>--signing-gcp-kms-key</c>).</summary>
    public string? SigningGcpKmsKey { get; set; }

    /// <summary>With debug logging: log what is signed (<c>--debug-signing</c>).</summary>
    public bool? DebugSigning { get; set; }

    /// <summary>
    /// Patterns of variable names whose values are masked in what is sent; an empty list masks nothing (<c>--redacted-vars</c>).
    /// </summary>
    public IReadOnlyList<string>? RedactedVars { get; set; }

    /// <summary>
    /// Jobs that one upload may have: Buildkite refuses more than 500, unless the organisation was granted another number. What surely has
    /// more is not uploaded; <see cref="int.MaxValue"/> leaves the count to Buildkite.
    /// </summary>
    /// <remarks>Where a YAML text leaves a doubt, the agent is asked to parse it first, in a dry run.</remarks>
    public int MaxJobs { get; set; } = Limits.JobsPerUpload;

    internal override string Command => "pipeline upload";

    /// <summary>The agent waits up to ten minutes for Buildkite to take an upload in, and may send several documents.</summary>
    internal override TimeSpan Patience => TimeSpan.FromMinutes(30);

    internal override bool DependsOnVersion => RejectSecrets is not null;

    /// <summary>The same, but nothing is uploaded and JSON is printed.</summary>
    internal BuildkitePipelineUploadSettings AsDryRun()
    {
        var copy = (BuildkitePipelineUploadSettings)MemberwiseClone();
        copy.DryRun = true;
        copy.Format = BuildkitePipelineFormat.Json;
        return copy;
    }

    private protected override AgentFlags CommandFlags(AgentFlags flags) => flags
        .Switch("--replace", Replace)
        .Text("--job", Job)
        .Switch("--dry-run", DryRun)
        .Word("--format", Format)
        .Switch("--no-interpolation", NoInterpolation)
        .Switch("--reject-secrets", flags.Version is { Major: < 4 } ? RejectSecrets : null)
        .Switch("--allow-secrets", flags.Version is { Major: >= 4 } ? !RejectSecrets : null)
        .Switch("--reject-parse-warnings", RejectParseWarnings)
        .Switch("--apply-if-changed", ApplyIfChanged)
        .Text("--git-diff-base", GitDiffBase)
        .Switch("--fetch-diff-base", FetchDiffBase)
        .Text("--changed-files-path", ChangedFilesPath?.FullPath)
        .Text("--jwks-file", JwksFile?.FullPath)
        .Text("--jwks-key-id", JwksKeyId)
        .Text("--signing-aws-kms-key", SigningAwsKmsKey)
        .Text("--signing-gcp-kms-key", SigningGcpKmsKey)
        .Switch("--debug-signing", DebugSigning)
        .ListOrNone("--redacted-vars", RedactedVars);
}
