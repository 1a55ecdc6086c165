using Cake.Core;
using Cake.Core.Annotations;
using Cake.Core.IO;

namespace Cake.Buildkite;

public static partial class BuildkiteAliases
{
    /// <summary>Moves the job's later phases to another folder.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="path">An existing folder.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>The folder, absolute.</returns>
    /// <example>
    /// <code>
    /// BuildkiteWorkdirSet("src/app");
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Environment")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static DirectoryPath BuildkiteWorkdirSet(
        this ICakeContext context, DirectoryPath path, BuildkiteWorkdirSetSettings? settings = null) =>
        AgentOf(context).Workdir.Set(path, settings);

    /// <inheritdoc cref="BuildkiteWorkdirSet(ICakeContext, DirectoryPath, BuildkiteWorkdirSetSettings)"/>
    /// <example>
    /// <code>
    /// await BuildkiteWorkdirSetAsync("src/app", null, CancellationToken.None);
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Environment")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static Task<DirectoryPath> BuildkiteWorkdirSetAsync(
        this ICakeContext context, DirectoryPath path, BuildkiteWorkdirSetSettings? settings, CancellationToken cancellationToken) =>
        AgentOf(context).Workdir.SetAsync(path, settings, cancellationToken);
}
