using Cake.Core;
using Cake.Core.Annotations;

namespace Cake.Buildkite;

public static partial class BuildkiteAliases
{
    /// <summary>Cancels a build, this one unless the settings name another.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <example>
    /// <code>
    /// BuildkiteBuildCancel();
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Builds")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static void BuildkiteBuildCancel(this ICakeContext context, BuildkiteBuildCancelSettings? settings = null) =>
        AgentOf(context).Builds.Cancel(settings);

    /// <inheritdoc cref="BuildkiteBuildCancel(ICakeContext, BuildkiteBuildCancelSettings)"/>
    /// <example>
    /// <code>
    /// await BuildkiteBuildCancelAsync(null, CancellationToken.None);
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Builds")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static Task BuildkiteBuildCancelAsync(
        this ICakeContext context, BuildkiteBuildCancelSettings? settings, CancellationToken cancellationToken) =>
        AgentOf(context).Builds.CancelAsync(settings, cancellationToken);
}
