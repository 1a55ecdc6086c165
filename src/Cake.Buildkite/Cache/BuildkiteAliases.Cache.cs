using Cake.Core;
using Cake.Core.Annotations;

namespace Cake.Buildkite;

public static partial class BuildkiteAliases
{
    /// <summary>Saves caches. What is there already under a cache's key stays as it is.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <example>
    /// <code>
    /// BuildkiteCacheSave(new BuildkiteCacheSaveSettings { Names = new[] { "nuget" } });
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Caches")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static void BuildkiteCacheSave(this ICakeContext context, BuildkiteCacheSaveSettings? settings = null) =>
        AgentOf(context).Caches.Save(settings);

    /// <inheritdoc cref="BuildkiteCacheSave(ICakeContext, BuildkiteCacheSaveSettings)"/>
    /// <example>
    /// <code>
    /// await BuildkiteCacheSaveAsync(new BuildkiteCacheSaveSettings { Names = new[] { "nuget" } }, CancellationToken.None);
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Caches")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static Task BuildkiteCacheSaveAsync(
        this ICakeContext context, BuildkiteCacheSaveSettings? settings, CancellationToken cancellationToken) =>
        AgentOf(context).Caches.SaveAsync(settings, cancellationToken);

    /// <summary>Restores caches. A cache that is not there is no failure; the agent does not tell whether it was.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <example>
    /// <code>
    /// BuildkiteCacheRestore(new BuildkiteCacheRestoreSettings { Names = new[] { "nuget" } });
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Caches")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static void BuildkiteCacheRestore(this ICakeContext context, BuildkiteCacheRestoreSettings? settings = null) =>
        AgentOf(context).Caches.Restore(settings);

    /// <inheritdoc cref="BuildkiteCacheRestore(ICakeContext, BuildkiteCacheRestoreSettings)"/>
    /// <example>
    /// <code>
    /// await BuildkiteCacheRestoreAsync(new BuildkiteCacheRestoreSettings { Names = new[] { "nuget" } }, CancellationToken.None);
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Caches")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static Task BuildkiteCacheRestoreAsync(
        this ICakeContext context, BuildkiteCacheRestoreSettings? settings, CancellationToken cancellationToken) =>
        AgentOf(context).Caches.RestoreAsync(settings, cancellationToken);
}
