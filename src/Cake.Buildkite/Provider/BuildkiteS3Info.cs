namespace Cake.Buildkite;

/// <summary>An own bucket for artifacts.</summary>
public sealed class BuildkiteS3Info
{
    private readonly BuildVariables variables;

    internal BuildkiteS3Info(BuildVariables variables) => this.variables = variables;

    /// <summary>Key (<c>BUILDKITE_S3_ACCESS_KEY_ID</c>).</summary>
    public string? AccessKeyId => variables.Text("BUILDKITE_S3_ACCESS_KEY_ID");

    /// <summary>The key's secret (<c>BUILDKITE_S3_SECRET_ACCESS_KEY</c>).</summary>
    public string? SecretAccessKey => variables.Text("BUILDKITE_S3_SECRET_ACCESS_KEY");

    /// <summary>Address that artifacts are shown under (<c>BUILDKITE_S3_ACCESS_URL</c>).</summary>
    public string? AccessUrl => variables.Text("BUILDKITE_S3_ACCESS_URL");

    /// <summary>Who may read them (<c>BUILDKITE_S3_ACL</c>).</summary>
    public string? Acl => variables.Text("BUILDKITE_S3_ACL");

    /// <summary>Region (<c>BUILDKITE_S3_DEFAULT_REGION</c>).</summary>
    public string? DefaultRegion => variables.Text("BUILDKITE_S3_DEFAULT_REGION");

    /// <summary>Whether they are encrypted at rest (<c>BUILDKITE_S3_SSE_ENABLED</c>).</summary>
    public bool? ServerSideEncryption => variables.Flag("BUILDKITE_S3_SSE_ENABLED");
}
