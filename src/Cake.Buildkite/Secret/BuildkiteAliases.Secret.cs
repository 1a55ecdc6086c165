using System.Collections.Immutable;
using Cake.Core;
using Cake.Core.Annotations;

namespace Cake.Buildkite;

public static partial class BuildkiteAliases
{
    /// <summary>Reads a secret and masks it in the job's log.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="key">The secret's name; letter case does not matter.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>The value.</returns>
    /// <example>
    /// <code>
    /// var password = BuildkiteSecretGet("NUGET_API_KEY");
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Secrets")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static string BuildkiteSecretGet(this ICakeContext context, string key, BuildkiteSecretGetSettings? settings = null) =>
        AgentOf(context).Secrets.Get(key, settings);

    /// <inheritdoc cref="BuildkiteSecretGet(ICakeContext, string, BuildkiteSecretGetSettings)"/>
    /// <example>
    /// <code>
    /// var password = await BuildkiteSecretGetAsync("NUGET_API_KEY", null, CancellationToken.None);
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Secrets")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static Task<string> BuildkiteSecretGetAsync(
        this ICakeContext context, string key, BuildkiteSecretGetSettings? settings, CancellationToken cancellationToken) =>
        AgentOf(context).Secrets.GetAsync(key, settings, cancellationToken);

    /// <summary>Reads several secrets at once and masks them in the job's log. More than one need agent 3.107.0.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="keys">The secrets' names, at least one; letter case does not matter.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>Values by name; letter case does not matter.</returns>
    /// <example>
    /// <code>
    /// var secrets = BuildkiteSecretGetAll(new[] { "NUGET_API_KEY", "SIGNING_KEY" });
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Secrets")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static ImmutableDictionary<string, string> BuildkiteSecretGetAll(
        this ICakeContext context, IReadOnlyList<string> keys, BuildkiteSecretGetSettings? settings = null) =>
        AgentOf(context).Secrets.GetAll(keys, settings);

    /// <inheritdoc cref="BuildkiteSecretGetAll(ICakeContext, IReadOnlyList{string}, BuildkiteSecretGetSettings)"/>
    /// <example>
    /// <code>
    /// var secrets = await BuildkiteSecretGetAllAsync(new[] { "NUGET_API_KEY", "SIGNING_KEY" }, null, CancellationToken.None);
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Secrets")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static Task<ImmutableDictionary<string, string>> BuildkiteSecretGetAllAsync(
        this ICakeContext context, IReadOnlyList<string> keys, BuildkiteSecretGetSettings? settings, CancellationToken cancellationToken) =>
        AgentOf(context).Secrets.GetAllAsync(keys, settings, cancellationToken);
}
