using Cake.Core.IO;

namespace Cake.Buildkite;

/// <summary>What a pipeline is signed with, and where it comes from.</summary>
/// <remarks>Options of <c>buildkite-agent tool sign</c>.</remarks>
public sealed class BuildkiteToolSignSettings : BuildkiteAgentSettings
{
    /// <summary>
    /// Token with which the agent fetches the pipeline from Buildkite; travels as <c>BUILDKITE_GRAPHQL_TOKEN</c>, never as the argument
    /// <c>--graphql-token</c>.
    /// </summary>
    public string? GraphqlToken { get; set; }

    /// <summary>Write the signed pipeline back to Buildkite, without a question (<c>--no-confirm</c>) (<c>--update</c>).</summary>
    public bool? Update { get; set; }

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

    /// <summary>With <see cref="GraphqlToken"/>: the organisation (<c>--organization-slug</c>).</summary>
    public string? OrganizationSlug { get; set; }

    /// <summary>With <see cref="GraphqlToken"/>: the pipeline (<c>--pipeline-slug</c>).</summary>
    public string? PipelineSlug { get; set; }

    /// <summary>Address of the GraphQL API (<c>--graphql-endpoint</c>).</summary>
    public Uri? GraphqlEndpoint { get; set; }

    /// <summary>The repository's address, a part of what is signed; needed without <see cref="GraphqlToken"/> (<c>--repo</c>).</summary>
    public string? Repository { get; set; }

    internal override string Command => "tool sign";

    internal override IEnumerable<KeyValuePair<string, string>> SecretVariables =>
        GraphqlToken is { } token ? [new("BUILDKITE_GRAPHQL_TOKEN", token)] : [];

    private protected override AgentFlags CommandFlags(AgentFlags flags) => flags
        .Switch("--update", Update)
        .Switch("--no-confirm", Update is true ? true : null)
        .Text("--jwks-file", JwksFile?.FullPath)
        .Text("--jwks-key-id", JwksKeyId)
        .Text("--signing-aws-kms-key", SigningAwsKmsKey)
        .Text("--signing-gcp-kms-key", SigningGcpKmsKey)
        .Switch("--debug-signing", DebugSigning)
        .Text("--organization-slug", OrganizationSlug)
        .Text("--pipeline-slug", PipelineSlug)
        .Text("--graphql-endpoint", GraphqlEndpoint?.OriginalString)
        .Text("--repo", Repository);
}
