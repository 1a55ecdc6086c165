using System.Collections.Immutable;
using Cake.Core;
using Cake.Core.Annotations;
using Cake.Core.IO;

namespace Cake.Buildkite;

public static partial class BuildkiteAliases
{
    /// <summary>Keeps files with the build, each under its path. A pattern that matches nothing is no failure.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="pattern">Path or pattern, relative to the working directory; several with <c>;</c> between them.</param>
    /// <param name="destination">Bucket to keep them in, such as <c>s3://bucket/folder</c>; null: where the agent is configured to.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <example>
    /// <code>
    /// BuildkiteArtifactUpload("artifacts/*.nupkg");
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Artifacts")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static void BuildkiteArtifactUpload(
        this ICakeContext context, string pattern, string? destination = null, BuildkiteArtifactUploadSettings? settings = null) =>
        AgentOf(context).Artifacts.Upload(pattern, destination, settings);

    /// <inheritdoc cref="BuildkiteArtifactUpload(ICakeContext, string, string, BuildkiteArtifactUploadSettings)"/>
    /// <example>
    /// <code>
    /// await BuildkiteArtifactUploadAsync("artifacts/*.nupkg", null, null, CancellationToken.None);
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Artifacts")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static Task BuildkiteArtifactUploadAsync(
        this ICakeContext context, string pattern, string? destination, BuildkiteArtifactUploadSettings? settings,
        CancellationToken cancellationToken) =>
        AgentOf(context).Artifacts.UploadAsync(pattern, destination, settings, cancellationToken);

    /// <summary>Keeps the files of several patterns with the build, in one call.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="patterns">Paths or patterns, at least one; none holds a <c>;</c>, or what the settings have in its place.</param>
    /// <param name="destination">Bucket to keep them in, such as <c>s3://bucket/folder</c>; null: where the agent is configured to.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <example>
    /// <code>
    /// BuildkiteArtifactUpload(new[] { "artifacts/*.nupkg", "logs/**" });
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Artifacts")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static void BuildkiteArtifactUpload(
        this ICakeContext context,
        IReadOnlyList<string> patterns,
        string? destination = null,
        BuildkiteArtifactUploadSettings? settings = null
    ) => AgentOf(context).Artifacts.Upload(patterns, destination, settings);

    /// <inheritdoc cref="BuildkiteArtifactUpload(ICakeContext, IReadOnlyList{string}, string, BuildkiteArtifactUploadSettings)"/>
    /// <example>
    /// <code>
    /// await BuildkiteArtifactUploadAsync(new[] { "artifacts/*.nupkg", "logs/**" }, null, null, CancellationToken.None);
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Artifacts")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static Task BuildkiteArtifactUploadAsync(
        this ICakeContext context, IReadOnlyList<string> patterns, string? destination, BuildkiteArtifactUploadSettings? settings,
        CancellationToken cancellationToken) =>
        AgentOf(context).Artifacts.UploadAsync(patterns, destination, settings, cancellationToken);

    /// <summary>Downloads artifacts.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="query">Path or pattern, in which <c>*</c> also matches slashes.</param>
    /// <param name="destination">Existing folder below which the files are written; null: the working directory.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <example>
    /// <code>
    /// BuildkiteArtifactDownload("artifacts/*.nupkg", settings: new BuildkiteArtifactDownloadSettings { Step = "pack" });
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Artifacts")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static void BuildkiteArtifactDownload(
        this ICakeContext context, string query, DirectoryPath? destination = null, BuildkiteArtifactDownloadSettings? settings = null) =>
        AgentOf(context).Artifacts.Download(query, destination, settings);

    /// <inheritdoc cref="BuildkiteArtifactDownload(ICakeContext, string, DirectoryPath, BuildkiteArtifactDownloadSettings)"/>
    /// <example>
    /// <code>
    /// await BuildkiteArtifactDownloadAsync("artifacts/*.nupkg", ".", new BuildkiteArtifactDownloadSettings { Step = "pack" }, CancellationToken.None);
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Artifacts")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static Task BuildkiteArtifactDownloadAsync(
        this ICakeContext context, string query, DirectoryPath? destination, BuildkiteArtifactDownloadSettings? settings,
        CancellationToken cancellationToken) =>
        AgentOf(context).Artifacts.DownloadAsync(query, destination, settings, cancellationToken);

    /// <summary>Looks artifacts up. The settings' format does not matter here.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="query">Path or pattern, in which <c>*</c> also matches slashes.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>What was found; nothing only where the settings allow that. Artifacts with the same path are all there.</returns>
    /// <example>
    /// <code>
    /// foreach (var artifact in BuildkiteArtifactSearch("*.nupkg"))
    ///     Information("{0}: {1} bytes", artifact.Path, artifact.Size);
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Artifacts")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static ImmutableArray<BuildkiteArtifact> BuildkiteArtifactSearch(
        this ICakeContext context, string query, BuildkiteArtifactSearchSettings? settings = null) =>
        AgentOf(context).Artifacts.Search(query, settings);

    /// <inheritdoc cref="BuildkiteArtifactSearch(ICakeContext, string, BuildkiteArtifactSearchSettings)"/>
    /// <example>
    /// <code>
    /// foreach (var artifact in await BuildkiteArtifactSearchAsync("*.nupkg", null, CancellationToken.None))
    ///     Information("{0}: {1} bytes", artifact.Path, artifact.Size);
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Artifacts")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static Task<ImmutableArray<BuildkiteArtifact>> BuildkiteArtifactSearchAsync(
        this ICakeContext context, string query, BuildkiteArtifactSearchSettings? settings, CancellationToken cancellationToken) =>
        AgentOf(context).Artifacts.SearchAsync(query, settings, cancellationToken);

    /// <summary>Looks artifacts up and prints them in the settings' format.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="query">Path or pattern, in which <c>*</c> also matches slashes.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>What the agent printed, unchanged.</returns>
    /// <example>
    /// <code>
    /// var paths = BuildkiteArtifactSearchText("*.nupkg", new BuildkiteArtifactSearchSettings { Format = "%p\\n" });
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Artifacts")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static string BuildkiteArtifactSearchText(
        this ICakeContext context, string query, BuildkiteArtifactSearchSettings? settings = null) =>
        AgentOf(context).Artifacts.SearchText(query, settings);

    /// <inheritdoc cref="BuildkiteArtifactSearchText(ICakeContext, string, BuildkiteArtifactSearchSettings)"/>
    /// <example>
    /// <code>
    /// var paths = await BuildkiteArtifactSearchTextAsync("*.nupkg", new BuildkiteArtifactSearchSettings { Format = "%p\\n" }, CancellationToken.None);
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Artifacts")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static Task<string> BuildkiteArtifactSearchTextAsync(
        this ICakeContext context, string query, BuildkiteArtifactSearchSettings? settings, CancellationToken cancellationToken) =>
        AgentOf(context).Artifacts.SearchTextAsync(query, settings, cancellationToken);

    /// <summary>The digest that an artifact had when it was uploaded.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="query">Pattern that fits one artifact only.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>Hexadecimal digits.</returns>
    /// <example>
    /// <code>
    /// var digest = BuildkiteArtifactShasum("app.zip", new BuildkiteArtifactShasumSettings { Sha256 = true });
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Artifacts")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static string BuildkiteArtifactShasum(
        this ICakeContext context, string query, BuildkiteArtifactShasumSettings? settings = null) =>
        AgentOf(context).Artifacts.Shasum(query, settings);

    /// <inheritdoc cref="BuildkiteArtifactShasum(ICakeContext, string, BuildkiteArtifactShasumSettings)"/>
    /// <example>
    /// <code>
    /// var digest = await BuildkiteArtifactShasumAsync("app.zip", new BuildkiteArtifactShasumSettings { Sha256 = true }, CancellationToken.None);
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Artifacts")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static Task<string> BuildkiteArtifactShasumAsync(
        this ICakeContext context, string query, BuildkiteArtifactShasumSettings? settings, CancellationToken cancellationToken) =>
        AgentOf(context).Artifacts.ShasumAsync(query, settings, cancellationToken);
}
