using Cake.Core;
using Cake.Core.Annotations;

namespace Cake.Buildkite;

public static partial class BuildkiteAliases
{
    /// <summary>Changes an attribute of a job.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="attribute">What is changed; Buildkite knows <c>timeout_in_minutes</c>.</param>
    /// <param name="value">The new value; goes through standard input.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <example>
    /// <code>
    /// BuildkiteJobUpdate("timeout_in_minutes", "90");
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Jobs")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static void BuildkiteJobUpdate(
        this ICakeContext context, string attribute, string value, BuildkiteJobUpdateSettings? settings = null) =>
        AgentOf(context).Jobs.Update(attribute, value, settings);

    /// <inheritdoc cref="BuildkiteJobUpdate(ICakeContext, string, string, BuildkiteJobUpdateSettings)"/>
    /// <example>
    /// <code>
    /// await BuildkiteJobUpdateAsync("timeout_in_minutes", "90", null, CancellationToken.None);
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Jobs")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static Task BuildkiteJobUpdateAsync(
        this ICakeContext context, string attribute, string value, BuildkiteJobUpdateSettings? settings,
        CancellationToken cancellationToken) =>
        AgentOf(context).Jobs.UpdateAsync(attribute, value, settings, cancellationToken);

    /// <summary>Announces that this job will fail, so that the build counts as failing before it ends. It cannot be taken back.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="exitStatus">The status that the job will end with, above 0.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <example>
    /// <code>
    /// BuildkiteJobPromiseFailure(2, new BuildkiteJobPromiseFailureSettings { Reason = "3 of 200 tests failed so far" });
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Jobs")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static void BuildkiteJobPromiseFailure(
        this ICakeContext context, int exitStatus, BuildkiteJobPromiseFailureSettings? settings = null) =>
        AgentOf(context).Jobs.PromiseFailure(exitStatus, settings);

    /// <inheritdoc cref="BuildkiteJobPromiseFailure(ICakeContext, int, BuildkiteJobPromiseFailureSettings)"/>
    /// <example>
    /// <code>
    /// await BuildkiteJobPromiseFailureAsync(2, new BuildkiteJobPromiseFailureSettings { Reason = "3 of 200 tests failed so far" }, CancellationToken.None);
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Jobs")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static Task BuildkiteJobPromiseFailureAsync(
        this ICakeContext context, int exitStatus, BuildkiteJobPromiseFailureSettings? settings, CancellationToken cancellationToken) =>
        AgentOf(context).Jobs.PromiseFailureAsync(exitStatus, settings, cancellationToken);
}
