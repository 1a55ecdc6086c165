using Cake.Core;
using Cake.Core.Annotations;

namespace Cake.Buildkite;

public static partial class BuildkiteAliases
{
    /// <summary>Waits for a lock and takes it. A call that failed is not made again, since it may hold the lock.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="key">Name of the lock, not blank.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>The token to give the lock back with.</returns>
    /// <example>
    /// <code>
    /// var token = BuildkiteLockAcquire("gpu");
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Locks")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static string BuildkiteLockAcquire(this ICakeContext context, string key, BuildkiteLockAcquireSettings? settings = null) =>
        AgentOf(context).Locks.Acquire(key, settings);

    /// <inheritdoc cref="BuildkiteLockAcquire(ICakeContext, string, BuildkiteLockAcquireSettings)"/>
    /// <example>
    /// <code>
    /// var token = await BuildkiteLockAcquireAsync("gpu", null, CancellationToken.None);
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Locks")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static Task<string> BuildkiteLockAcquireAsync(
        this ICakeContext context, string key, BuildkiteLockAcquireSettings? settings, CancellationToken cancellationToken) =>
        AgentOf(context).Locks.AcquireAsync(key, settings, cancellationToken);

    /// <summary>Gives a lock back.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="key">Name of the lock, not blank.</param>
    /// <param name="token">What acquiring gave.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <example>
    /// <code>
    /// BuildkiteLockRelease("gpu", token);
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Locks")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static void BuildkiteLockRelease(
        this ICakeContext context, string key, string token, BuildkiteLockReleaseSettings? settings = null) =>
        AgentOf(context).Locks.Release(key, token, settings);

    /// <inheritdoc cref="BuildkiteLockRelease(ICakeContext, string, string, BuildkiteLockReleaseSettings)"/>
    /// <example>
    /// <code>
    /// await BuildkiteLockReleaseAsync("gpu", token, null, CancellationToken.None);
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Locks")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static Task BuildkiteLockReleaseAsync(
        this ICakeContext context, string key, string token, BuildkiteLockReleaseSettings? settings, CancellationToken cancellationToken) =>
        AgentOf(context).Locks.ReleaseAsync(key, token, settings, cancellationToken);

    /// <summary>Asks whether once-only work is still to be done, and waits while another does it.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="key">Name of the work, not blank.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>Whether the caller has to do the work.</returns>
    /// <example>
    /// <code>
    /// if (BuildkiteLockDo("restore") == BuildkiteLockTask.Do)
    /// {
    ///     DotNetRestore();
    ///     BuildkiteLockDone("restore");
    /// }
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Locks")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static BuildkiteLockTask BuildkiteLockDo(this ICakeContext context, string key, BuildkiteLockDoSettings? settings = null) =>
        AgentOf(context).Locks.Do(key, settings);

    /// <inheritdoc cref="BuildkiteLockDo(ICakeContext, string, BuildkiteLockDoSettings)"/>
    /// <example>
    /// <code>
    /// if (await BuildkiteLockDoAsync("restore", null, CancellationToken.None) == BuildkiteLockTask.Do)
    /// {
    ///     DotNetRestore();
    ///     BuildkiteLockDone("restore");
    /// }
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Locks")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static Task<BuildkiteLockTask> BuildkiteLockDoAsync(
        this ICakeContext context, string key, BuildkiteLockDoSettings? settings, CancellationToken cancellationToken) =>
        AgentOf(context).Locks.DoAsync(key, settings, cancellationToken);

    /// <summary>Marks once-only work as done, after the agent said that the caller has to do it.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="key">Name of the work, not blank.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <example>
    /// <code>
    /// BuildkiteLockDone("restore");
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Locks")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static void BuildkiteLockDone(this ICakeContext context, string key, BuildkiteLockDoneSettings? settings = null) =>
        AgentOf(context).Locks.Done(key, settings);

    /// <inheritdoc cref="BuildkiteLockDone(ICakeContext, string, BuildkiteLockDoneSettings)"/>
    /// <example>
    /// <code>
    /// await BuildkiteLockDoneAsync("restore", null, CancellationToken.None);
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Locks")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static Task BuildkiteLockDoneAsync(
        this ICakeContext context, string key, BuildkiteLockDoneSettings? settings, CancellationToken cancellationToken) =>
        AgentOf(context).Locks.DoneAsync(key, settings, cancellationToken);

    /// <summary>Looks at a lock without waiting.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="key">Name of the lock, not blank.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>The lock's value; empty where nobody uses it.</returns>
    /// <example>
    /// <code>
    /// var held = BuildkiteLockGet("gpu") != "";
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Locks")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static string BuildkiteLockGet(this ICakeContext context, string key, BuildkiteLockGetSettings? settings = null) =>
        AgentOf(context).Locks.Get(key, settings);

    /// <inheritdoc cref="BuildkiteLockGet(ICakeContext, string, BuildkiteLockGetSettings)"/>
    /// <example>
    /// <code>
    /// var held = await BuildkiteLockGetAsync("gpu", null, CancellationToken.None) != "";
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Locks")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static Task<string> BuildkiteLockGetAsync(
        this ICakeContext context, string key, BuildkiteLockGetSettings? settings, CancellationToken cancellationToken) =>
        AgentOf(context).Locks.GetAsync(key, settings, cancellationToken);

    /// <summary>Waits for a lock and holds it until the result is disposed of.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="key">Name of the lock, not blank.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>The lock; disposing of it gives it back.</returns>
    /// <example>
    /// <code>
    /// using (BuildkiteLockHold("gpu"))
    ///     RunTests();
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Locks")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static BuildkiteLock BuildkiteLockHold(this ICakeContext context, string key, BuildkiteLockAcquireSettings? settings = null) =>
        AgentOf(context).Locks.Hold(key, settings);

    /// <inheritdoc cref="BuildkiteLockHold(ICakeContext, string, BuildkiteLockAcquireSettings)"/>
    /// <example>
    /// <code>
    /// using (await BuildkiteLockHoldAsync("gpu", null, CancellationToken.None))
    ///     RunTests();
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Locks")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static Task<BuildkiteLock> BuildkiteLockHoldAsync(
        this ICakeContext context, string key, BuildkiteLockAcquireSettings? settings, CancellationToken cancellationToken) =>
        AgentOf(context).Locks.HoldAsync(key, settings, cancellationToken);
}
