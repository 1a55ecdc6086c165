using Cake.Core;
using Cake.Core.Annotations;
using Cake.Core.IO;

namespace Cake.Buildkite;

public static partial class BuildkiteAliases
{
    /// <summary>Makes a pair of signing keys as two files that must not be there yet.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <example>
    /// <code>
    /// BuildkiteToolKeygen(new BuildkiteToolKeygenSettings { KeyId = "ci-2026" });
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Signing")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static void BuildkiteToolKeygen(this ICakeContext context, BuildkiteToolKeygenSettings? settings = null) =>
        AgentOf(context).Signing.Keygen(settings);

    /// <inheritdoc cref="BuildkiteToolKeygen(ICakeContext, BuildkiteToolKeygenSettings)"/>
    /// <example>
    /// <code>
    /// await BuildkiteToolKeygenAsync(new BuildkiteToolKeygenSettings { KeyId = "ci-2026" }, CancellationToken.None);
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Signing")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static Task BuildkiteToolKeygenAsync(
        this ICakeContext context, BuildkiteToolKeygenSettings? settings, CancellationToken cancellationToken) =>
        AgentOf(context).Signing.KeygenAsync(settings, cancellationToken);

    /// <summary>Signs a pipeline file. <c>$</c> expressions are refused.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="file">The pipeline file.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>The signed pipeline as YAML.</returns>
    /// <example>
    /// <code>
    /// var signed = BuildkiteToolSign("pipeline.yml", new BuildkiteToolSignSettings { JwksFile = "private.json", Repository = "https://example.com/app.git" });
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Signing")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static string BuildkiteToolSign(this ICakeContext context, FilePath file, BuildkiteToolSignSettings? settings = null) =>
        AgentOf(context).Signing.Sign(file, settings);

    /// <inheritdoc cref="BuildkiteToolSign(ICakeContext, FilePath, BuildkiteToolSignSettings)"/>
    /// <example>
    /// <code>
    /// var signed = await BuildkiteToolSignAsync("pipeline.yml", new BuildkiteToolSignSettings { JwksFile = "private.json", Repository = "https://example.com/app.git" }, CancellationToken.None);
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Signing")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static Task<string> BuildkiteToolSignAsync(
        this ICakeContext context, FilePath file, BuildkiteToolSignSettings? settings, CancellationToken cancellationToken) =>
        AgentOf(context).Signing.SignAsync(file, settings, cancellationToken);

    /// <summary>Signs a pipeline that is there as text. <c>$</c> expressions are refused.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="pipeline">YAML or JSON; goes through standard input.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>The signed pipeline as YAML.</returns>
    /// <example>
    /// <code>
    /// var signed = BuildkiteToolSignText("steps: [{ command: make }]", new BuildkiteToolSignSettings { JwksFile = "private.json", Repository = "https://example.com/app.git" });
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Signing")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static string BuildkiteToolSignText(this ICakeContext context, string pipeline, BuildkiteToolSignSettings? settings = null) =>
        AgentOf(context).Signing.SignText(pipeline, settings);

    /// <inheritdoc cref="BuildkiteToolSignText(ICakeContext, string, BuildkiteToolSignSettings)"/>
    /// <example>
    /// <code>
    /// var signed = await BuildkiteToolSignTextAsync("steps: [{ command: make }]", new BuildkiteToolSignSettings { JwksFile = "private.json", Repository = "https://example.com/app.git" }, CancellationToken.None);
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Signing")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static Task<string> BuildkiteToolSignTextAsync(
        this ICakeContext context, string pipeline, BuildkiteToolSignSettings? settings, CancellationToken cancellationToken) =>
        AgentOf(context).Signing.SignTextAsync(pipeline, settings, cancellationToken);

    /// <summary>Signs the pipeline that Buildkite keeps; the settings need the GraphQL token and both slugs.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>The signed pipeline as YAML.</returns>
    /// <example>
    /// <code>
    /// BuildkiteToolSignStored(new BuildkiteToolSignSettings { GraphqlToken = token, OrganizationSlug = "acme", PipelineSlug = "app", Update = true });
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Signing")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static string BuildkiteToolSignStored(this ICakeContext context, BuildkiteToolSignSettings? settings = null) =>
        AgentOf(context).Signing.SignStored(settings);

    /// <inheritdoc cref="BuildkiteToolSignStored(ICakeContext, BuildkiteToolSignSettings)"/>
    /// <example>
    /// <code>
    /// await BuildkiteToolSignStoredAsync(new BuildkiteToolSignSettings { GraphqlToken = token, OrganizationSlug = "acme", PipelineSlug = "app", Update = true }, CancellationToken.None);
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Signing")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static Task<string> BuildkiteToolSignStoredAsync(
        this ICakeContext context, BuildkiteToolSignSettings? settings, CancellationToken cancellationToken) =>
        AgentOf(context).Signing.SignStoredAsync(settings, cancellationToken);
}
