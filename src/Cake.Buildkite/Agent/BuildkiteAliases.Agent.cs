using Cake.Core;
using Cake.Core.Annotations;

namespace Cake.Buildkite;

public static partial class BuildkiteAliases
{
    /// <summary>Makes this job's agent take no further jobs for a while.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <example>
    /// <code>
    /// BuildkiteAgentPause(new BuildkiteAgentPauseSettings { Note = "disk is nearly full", Timeout = TimeSpan.FromMinutes(30) });
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Agent")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static void BuildkiteAgentPause(this ICakeContext context, BuildkiteAgentPauseSettings? settings = null) =>
        AgentOf(context).Control.Pause(settings);

    /// <inheritdoc cref="BuildkiteAgentPause(ICakeContext, BuildkiteAgentPauseSettings)"/>
    /// <example>
    /// <code>
    /// await BuildkiteAgentPauseAsync(new BuildkiteAgentPauseSettings { Note = "disk is nearly full", Timeout = TimeSpan.FromMinutes(30) }, CancellationToken.None);
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Agent")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static Task BuildkiteAgentPauseAsync(
        this ICakeContext context, BuildkiteAgentPauseSettings? settings, CancellationToken cancellationToken) =>
        AgentOf(context).Control.PauseAsync(settings, cancellationToken);

    /// <summary>Ends the pause of this job's agent.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <example>
    /// <code>
    /// BuildkiteAgentResume();
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Agent")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static void BuildkiteAgentResume(this ICakeContext context, BuildkiteAgentResumeSettings? settings = null) =>
        AgentOf(context).Control.Resume(settings);

    /// <inheritdoc cref="BuildkiteAgentResume(ICakeContext, BuildkiteAgentResumeSettings)"/>
    /// <example>
    /// <code>
    /// await BuildkiteAgentResumeAsync(null, CancellationToken.None);
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Agent")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static Task BuildkiteAgentResumeAsync(
        this ICakeContext context, BuildkiteAgentResumeSettings? settings, CancellationToken cancellationToken) =>
        AgentOf(context).Control.ResumeAsync(settings, cancellationToken);

    /// <summary>Makes this job's agent stop after the job, or at once.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <example>
    /// <code>
    /// BuildkiteAgentStop();
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Agent")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static void BuildkiteAgentStop(this ICakeContext context, BuildkiteAgentStopSettings? settings = null) =>
        AgentOf(context).Control.Stop(settings);

    /// <inheritdoc cref="BuildkiteAgentStop(ICakeContext, BuildkiteAgentStopSettings)"/>
    /// <example>
    /// <code>
    /// await BuildkiteAgentStopAsync(null, CancellationToken.None);
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Agent")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static Task BuildkiteAgentStopAsync(
        this ICakeContext context, BuildkiteAgentStopSettings? settings, CancellationToken cancellationToken) =>
        AgentOf(context).Control.StopAsync(settings, cancellationToken);
}
