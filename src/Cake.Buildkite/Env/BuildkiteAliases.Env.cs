using System.Collections.Immutable;
using Cake.Core;
using Cake.Core.Annotations;

namespace Cake.Buildkite;

public static partial class BuildkiteAliases
{
    /// <summary>The environment that the agent's process itself has.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>Values by name.</returns>
    /// <example>
    /// <code>
    /// var commit = BuildkiteEnvDump()["BUILDKITE_COMMIT"];
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Environment")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static ImmutableDictionary<string, string> BuildkiteEnvDump(
        this ICakeContext context, BuildkiteEnvDumpSettings? settings = null) =>
        AgentOf(context).Env.Dump(settings);

    /// <inheritdoc cref="BuildkiteEnvDump(ICakeContext, BuildkiteEnvDumpSettings)"/>
    /// <example>
    /// <code>
    /// var commit = (await BuildkiteEnvDumpAsync(null, CancellationToken.None))["BUILDKITE_COMMIT"];
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Environment")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static Task<ImmutableDictionary<string, string>> BuildkiteEnvDumpAsync(
        this ICakeContext context, BuildkiteEnvDumpSettings? settings, CancellationToken cancellationToken) =>
        AgentOf(context).Env.DumpAsync(settings, cancellationToken);

    /// <summary>Reads a variable of the job's later phases. A name without a value is a failure.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="name">The variable wanted.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>Its value.</returns>
    /// <example>
    /// <code>
    /// var target = BuildkiteEnvGet("DEPLOY_TO");
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Environment")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static string BuildkiteEnvGet(this ICakeContext context, string name, BuildkiteEnvGetSettings? settings = null) =>
        AgentOf(context).Env.Get(name, settings);

    /// <inheritdoc cref="BuildkiteEnvGet(ICakeContext, string, BuildkiteEnvGetSettings)"/>
    /// <example>
    /// <code>
    /// var target = await BuildkiteEnvGetAsync("DEPLOY_TO", null, CancellationToken.None);
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Environment")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static Task<string> BuildkiteEnvGetAsync(
        this ICakeContext context, string name, BuildkiteEnvGetSettings? settings, CancellationToken cancellationToken) =>
        AgentOf(context).Env.GetAsync(name, settings, cancellationToken);

    /// <summary>Reads variables of the job's later phases. A name without a value is a failure.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="names">The variables wanted; none: all.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>Values by name.</returns>
    /// <example>
    /// <code>
    /// var variables = BuildkiteEnvGet(new[] { "DEPLOY_TO", "DEPLOY_BY" });
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Environment")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static ImmutableDictionary<string, string> BuildkiteEnvGet(
        this ICakeContext context, IReadOnlyList<string> names, BuildkiteEnvGetSettings? settings = null) =>
        AgentOf(context).Env.Get(names, settings);

    /// <inheritdoc cref="BuildkiteEnvGet(ICakeContext, IReadOnlyList{string}, BuildkiteEnvGetSettings)"/>
    /// <example>
    /// <code>
    /// var variables = await BuildkiteEnvGetAsync(new[] { "DEPLOY_TO", "DEPLOY_BY" }, null, CancellationToken.None);
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Environment")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static Task<ImmutableDictionary<string, string>> BuildkiteEnvGetAsync(
        this ICakeContext context, IReadOnlyList<string> names, BuildkiteEnvGetSettings? settings, CancellationToken cancellationToken) =>
        AgentOf(context).Env.GetAsync(names, settings, cancellationToken);

    /// <summary>Sets a variable for the job's later phases.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="name">The variable; a protected one is a failure.</param>
    /// <param name="value">Its value; goes through standard input.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>Whether it was new or had another value.</returns>
    /// <example>
    /// <code>
    /// BuildkiteEnvSet("DEPLOY_TO", "staging");
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Environment")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static BuildkiteEnvChange BuildkiteEnvSet(
        this ICakeContext context, string name, string value, BuildkiteEnvSetSettings? settings = null) =>
        AgentOf(context).Env.Set(name, value, settings);

    /// <inheritdoc cref="BuildkiteEnvSet(ICakeContext, string, string, BuildkiteEnvSetSettings)"/>
    /// <example>
    /// <code>
    /// await BuildkiteEnvSetAsync("DEPLOY_TO", "staging", null, CancellationToken.None);
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Environment")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static Task<BuildkiteEnvChange> BuildkiteEnvSetAsync(
        this ICakeContext context, string name, string value, BuildkiteEnvSetSettings? settings, CancellationToken cancellationToken) =>
        AgentOf(context).Env.SetAsync(name, value, settings, cancellationToken);

    /// <summary>Sets variables for the job's later phases. If one name is protected, none is set.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="variables">Values by name; they go through standard input.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>What was new and what had another value.</returns>
    /// <example>
    /// <code>
    /// BuildkiteEnvSet(new Dictionary&lt;string, string&gt; { ["DEPLOY_TO"] = "staging" });
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Environment")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static BuildkiteEnvChange BuildkiteEnvSet(
        this ICakeContext context, IReadOnlyDictionary<string, string> variables, BuildkiteEnvSetSettings? settings = null) =>
        AgentOf(context).Env.Set(variables, settings);

    /// <inheritdoc cref="BuildkiteEnvSet(ICakeContext, IReadOnlyDictionary{string, string}, BuildkiteEnvSetSettings)"/>
    /// <example>
    /// <code>
    /// await BuildkiteEnvSetAsync(new Dictionary&lt;string, string&gt; { ["DEPLOY_TO"] = "staging" }, null, CancellationToken.None);
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Environment")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static Task<BuildkiteEnvChange> BuildkiteEnvSetAsync(
        this ICakeContext context, IReadOnlyDictionary<string, string> variables, BuildkiteEnvSetSettings? settings,
        CancellationToken cancellationToken) =>
        AgentOf(context).Env.SetAsync(variables, settings, cancellationToken);

    /// <summary>Removes a variable from the job's later phases.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="name">The variable; one that is not set does no harm, a protected one is a failure.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>The name, where it was set before.</returns>
    /// <example>
    /// <code>
    /// BuildkiteEnvUnset("DEPLOY_TO");
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Environment")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static ImmutableArray<string> BuildkiteEnvUnset(
        this ICakeContext context,
        string name,
        BuildkiteEnvUnsetSettings? settings = null
    ) => AgentOf(context).Env.Unset(name, settings);

    /// <inheritdoc cref="BuildkiteEnvUnset(ICakeContext, string, BuildkiteEnvUnsetSettings)"/>
    /// <example>
    /// <code>
    /// await BuildkiteEnvUnsetAsync("DEPLOY_TO", null, CancellationToken.None);
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Environment")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static Task<ImmutableArray<string>> BuildkiteEnvUnsetAsync(
        this ICakeContext context, string name, BuildkiteEnvUnsetSettings? settings, CancellationToken cancellationToken) =>
        AgentOf(context).Env.UnsetAsync(name, settings, cancellationToken);

    /// <summary>Removes variables from the job's later phases. If one name is protected, none is removed.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="names">The variables; those that are not set do no harm.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>The names that were set before.</returns>
    /// <example>
    /// <code>
    /// BuildkiteEnvUnset(new[] { "DEPLOY_TO", "DEPLOY_BY" });
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Environment")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static ImmutableArray<string> BuildkiteEnvUnset(
        this ICakeContext context, IReadOnlyList<string> names, BuildkiteEnvUnsetSettings? settings = null) =>
        AgentOf(context).Env.Unset(names, settings);

    /// <inheritdoc cref="BuildkiteEnvUnset(ICakeContext, IReadOnlyList{string}, BuildkiteEnvUnsetSettings)"/>
    /// <example>
    /// <code>
    /// await BuildkiteEnvUnsetAsync(new[] { "DEPLOY_TO", "DEPLOY_BY" }, null, CancellationToken.None);
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Environment")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static Task<ImmutableArray<string>> BuildkiteEnvUnsetAsync(
        this ICakeContext context, IReadOnlyList<string> names, BuildkiteEnvUnsetSettings? settings, CancellationToken cancellationToken) =>
        AgentOf(context).Env.UnsetAsync(names, settings, cancellationToken);
}
