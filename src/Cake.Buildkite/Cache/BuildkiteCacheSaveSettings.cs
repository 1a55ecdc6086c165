using Cake.Core.IO;

namespace Cake.Buildkite;

/// <summary>Which caches are saved, and where to.</summary>
/// <remarks>Options of <c>buildkite-agent cache save</c>.</remarks>
public sealed class BuildkiteCacheSaveSettings : BuildkiteAgentApiSettings
{
    /// <summary>The caches to handle, by name; null: all that the file names (<c>--name</c>).</summary>
    public IReadOnlyList<string>? Names { get; set; }

    /// <summary>The registry of caches; null: the cluster's own (<c>--registry</c>).</summary>
    public string? Registry { get; set; }

    /// <summary>Where the archives are kept, such as <c>s3://bucket</c> (<c>--cache-store-url</c>).</summary>
    public Uri? CacheStoreUrl { get; set; }

    /// <summary>
    /// The file that describes the caches; null: the one cache file in the folder <c>.buildkite</c> (<c>--cache-config-file</c>).
    /// </summary>
    public FilePath? CacheConfigFile { get; set; }

    /// <summary>Caches handled at the same time (<c>--concurrency</c>).</summary>
    public int? Concurrency { get; set; }

    internal override string Command => "cache save";

    internal override TimeSpan Patience => TimeSpan.FromHours(2);

    private protected override AgentFlags CommandFlags(AgentFlags flags) => flags
        .List("--name", Names)
        .Text("--registry", Registry)
        .Text("--cache-store-url", CacheStoreUrl?.OriginalString)
        .Text("--cache-config-file", CacheConfigFile?.FullPath)
        .Number("--concurrency", Concurrency);
}
