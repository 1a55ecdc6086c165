using System.Collections.Immutable;
using Cake.Core;
using Cake.Core.Annotations;

namespace Cake.Buildkite;

public static partial class BuildkiteAliases
{
    /// <summary>Sets a value for the whole build; the last writer wins.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="key">Not blank, no control characters, not below <c>buildkite:</c>.</param>
    /// <param name="value">Not blank, at most 100 kB of UTF-8; goes through standard input, unchanged.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <example>
    /// <code>
    /// BuildkiteMetaDataSet("version", "1.4.0");
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Meta-data")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static void BuildkiteMetaDataSet(
        this ICakeContext context, string key, string value, BuildkiteMetaDataSetSettings? settings = null) =>
        AgentOf(context).MetaData.Set(key, value, settings);

    /// <inheritdoc cref="BuildkiteMetaDataSet(ICakeContext, string, string, BuildkiteMetaDataSetSettings)"/>
    /// <example>
    /// <code>
    /// await BuildkiteMetaDataSetAsync("version", "1.4.0", null, CancellationToken.None);
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Meta-data")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static Task BuildkiteMetaDataSetAsync(
        this ICakeContext context, string key, string value, BuildkiteMetaDataSetSettings? settings, CancellationToken cancellationToken) =>
        AgentOf(context).MetaData.SetAsync(key, value, settings, cancellationToken);

    /// <summary>
    /// Sets several values, each through standard input in a call of its own. Where the settings say that nothing is secret they go in as
    /// few calls as the agent and the length of a command line allow: every user of the machine can read a command line.
    /// </summary>
    /// <param name="context">The build's context.</param>
    /// <param name="values">Values by key: keys and values as for a single one.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <example>
    /// <code>
    /// BuildkiteMetaDataSetAll(new Dictionary&lt;string, string&gt; { ["version"] = "1.4.0", ["channel"] = "beta" });
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Meta-data")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static void BuildkiteMetaDataSetAll(
        this ICakeContext context, IReadOnlyDictionary<string, string> values, BuildkiteMetaDataSetBatchSettings? settings = null) =>
        AgentOf(context).MetaData.SetAll(values, settings);

    /// <inheritdoc cref="BuildkiteMetaDataSetAll(ICakeContext, IReadOnlyDictionary{string, string}, BuildkiteMetaDataSetBatchSettings)"/>
    /// <example>
    /// <code>
    /// await BuildkiteMetaDataSetAllAsync(new Dictionary&lt;string, string&gt; { ["version"] = "1.4.0", ["channel"] = "beta" }, null, CancellationToken.None);
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Meta-data")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static Task BuildkiteMetaDataSetAllAsync(
        this ICakeContext context, IReadOnlyDictionary<string, string> values, BuildkiteMetaDataSetBatchSettings? settings,
        CancellationToken cancellationToken) =>
        AgentOf(context).MetaData.SetAllAsync(values, settings, cancellationToken);

    /// <summary>The value of a key.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="key">Not blank, no control characters.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>The value, without the line break that the agent adds.</returns>
    /// <example>
    /// <code>
    /// var version = BuildkiteMetaDataGet("version");
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Meta-data")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static string BuildkiteMetaDataGet(this ICakeContext context, string key, BuildkiteMetaDataGetSettings? settings = null) =>
        AgentOf(context).MetaData.Get(key, settings);

    /// <inheritdoc cref="BuildkiteMetaDataGet(ICakeContext, string, BuildkiteMetaDataGetSettings)"/>
    /// <example>
    /// <code>
    /// var version = await BuildkiteMetaDataGetAsync("version", null, CancellationToken.None);
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Meta-data")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static Task<string> BuildkiteMetaDataGetAsync(
        this ICakeContext context, string key, BuildkiteMetaDataGetSettings? settings, CancellationToken cancellationToken) =>
        AgentOf(context).MetaData.GetAsync(key, settings, cancellationToken);

    /// <summary>The value of a key, or another text where the key has none.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="key">Not blank, no control characters.</param>
    /// <param name="fallback">What a key without a value counts as; any text, it is no part of the call.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>The value, or the fallback.</returns>
    /// <example>
    /// <code>
    /// var channel = BuildkiteMetaDataGetOr("channel", "stable");
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Meta-data")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static string BuildkiteMetaDataGetOr(
        this ICakeContext context, string key, string fallback, BuildkiteMetaDataGetSettings? settings = null) =>
        AgentOf(context).MetaData.GetOr(key, fallback, settings);

    /// <inheritdoc cref="BuildkiteMetaDataGetOr(ICakeContext, string, string, BuildkiteMetaDataGetSettings)"/>
    /// <example>
    /// <code>
    /// var channel = await BuildkiteMetaDataGetOrAsync("channel", "stable", null, CancellationToken.None);
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Meta-data")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static Task<string> BuildkiteMetaDataGetOrAsync(
        this ICakeContext context,
        string key,
        string fallback,
        BuildkiteMetaDataGetSettings? settings,
        CancellationToken cancellationToken
    ) => AgentOf(context).MetaData.GetOrAsync(key, fallback, settings, cancellationToken);

    /// <summary>The value of a key, or null where the key has none. The settings' default does not matter here.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="key">Not blank, no control characters.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>The value, or null.</returns>
    /// <example>
    /// <code>
    /// var channel = BuildkiteMetaDataFind("channel") ?? "stable";
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Meta-data")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static string? BuildkiteMetaDataFind(this ICakeContext context, string key, BuildkiteMetaDataGetSettings? settings = null) =>
        AgentOf(context).MetaData.Find(key, settings);

    /// <inheritdoc cref="BuildkiteMetaDataFind(ICakeContext, string, BuildkiteMetaDataGetSettings)"/>
    /// <example>
    /// <code>
    /// var channel = await BuildkiteMetaDataFindAsync("channel", null, CancellationToken.None) ?? "stable";
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Meta-data")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static Task<string?> BuildkiteMetaDataFindAsync(
        this ICakeContext context, string key, BuildkiteMetaDataGetSettings? settings, CancellationToken cancellationToken) =>
        AgentOf(context).MetaData.FindAsync(key, settings, cancellationToken);

    /// <summary>Whether a key has a value.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="key">Not blank, no control characters.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>Whether it has.</returns>
    /// <example>
    /// <code>
    /// if (!BuildkiteMetaDataExists("version"))
    ///     BuildkiteMetaDataSet("version", "1.4.0");
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Meta-data")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static bool BuildkiteMetaDataExists(this ICakeContext context, string key, BuildkiteMetaDataExistsSettings? settings = null) =>
        AgentOf(context).MetaData.Exists(key, settings);

    /// <inheritdoc cref="BuildkiteMetaDataExists(ICakeContext, string, BuildkiteMetaDataExistsSettings)"/>
    /// <example>
    /// <code>
    /// if (!await BuildkiteMetaDataExistsAsync("version", null, CancellationToken.None))
    ///     BuildkiteMetaDataSet("version", "1.4.0");
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Meta-data")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static Task<bool> BuildkiteMetaDataExistsAsync(
        this ICakeContext context, string key, BuildkiteMetaDataExistsSettings? settings, CancellationToken cancellationToken) =>
        AgentOf(context).MetaData.ExistsAsync(key, settings, cancellationToken);

    /// <summary>All keys that have a value.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>The keys in the agent's order.</returns>
    /// <example>
    /// <code>
    /// foreach (var key in BuildkiteMetaDataKeys())
    ///     Information("{0}", key);
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Meta-data")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static ImmutableArray<string> BuildkiteMetaDataKeys(this ICakeContext context, BuildkiteMetaDataKeysSettings? settings = null) =>
        AgentOf(context).MetaData.Keys(settings);

    /// <inheritdoc cref="BuildkiteMetaDataKeys(ICakeContext, BuildkiteMetaDataKeysSettings)"/>
    /// <example>
    /// <code>
    /// foreach (var key in await BuildkiteMetaDataKeysAsync(null, CancellationToken.None))
    ///     Information("{0}", key);
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Meta-data")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static Task<ImmutableArray<string>> BuildkiteMetaDataKeysAsync(
        this ICakeContext context, BuildkiteMetaDataKeysSettings? settings, CancellationToken cancellationToken) =>
        AgentOf(context).MetaData.KeysAsync(settings, cancellationToken);
}
