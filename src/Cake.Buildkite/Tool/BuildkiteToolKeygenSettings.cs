using Cake.Core.IO;

namespace Cake.Buildkite;

/// <summary>What keys are made, and where they go.</summary>
/// <remarks>Options of <c>buildkite-agent tool keygen</c>.</remarks>
public sealed class BuildkiteToolKeygenSettings : BuildkiteAgentSettings
{
    /// <summary>Signature algorithm; null: EdDSA (<c>--alg</c>).</summary>
    public string? Algorithm { get; set; }

    /// <summary>Name of the pair; null: words by chance (<c>--key-id</c>).</summary>
    public string? KeyId { get; set; }

    /// <summary>New file for the private set (<c>--private-jwks-file</c>).</summary>
    public FilePath? PrivateJwksFile { get; set; }

    /// <summary>New file for the public set (<c>--public-jwks-file</c>).</summary>
    public FilePath? PublicJwksFile { get; set; }

    internal override string Command => "tool keygen";

    private protected override AgentFlags CommandFlags(AgentFlags flags) => flags
        .Text("--alg", Algorithm)
        .Text("--key-id", KeyId)
        .Text("--private-jwks-file", PrivateJwksFile?.FullPath)
        .Text("--public-jwks-file", PublicJwksFile?.FullPath);
}
