using Cake.Core;
using Cake.Core.Annotations;
using Cake.Core.IO;

namespace Cake.Buildkite;

public static partial class BuildkiteAliases
{
    /// <summary>Masks a text in the job's log from now on.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="secret">The text to mask; goes through standard input, white space at its ends does not count.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <example>
    /// <code>
    /// BuildkiteRedactorAdd(password);
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Secrets")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static void BuildkiteRedactorAdd(this ICakeContext context, string secret, BuildkiteRedactorAddSettings? settings = null) =>
        AgentOf(context).Redactor.Add(secret, settings);

    /// <inheritdoc cref="BuildkiteRedactorAdd(ICakeContext, string, BuildkiteRedactorAddSettings)"/>
    /// <example>
    /// <code>
    /// await BuildkiteRedactorAddAsync(password, null, CancellationToken.None);
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Secrets")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static Task BuildkiteRedactorAddAsync(
        this ICakeContext context, string secret, BuildkiteRedactorAddSettings? settings, CancellationToken cancellationToken) =>
        AgentOf(context).Redactor.AddAsync(secret, settings, cancellationToken);

    /// <summary>Masks several texts in the job's log from now on.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="secrets">Texts to mask, by name; they go through standard input.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <example>
    /// <code>
    /// BuildkiteRedactorAddAll(new Dictionary&lt;string, string&gt; { ["DB_PASSWORD"] = password });
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Secrets")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static void BuildkiteRedactorAddAll(
        this ICakeContext context, IReadOnlyDictionary<string, string> secrets, BuildkiteRedactorAddSettings? settings = null) =>
        AgentOf(context).Redactor.AddAll(secrets, settings);

    /// <inheritdoc cref="BuildkiteRedactorAddAll(ICakeContext, IReadOnlyDictionary{string, string}, BuildkiteRedactorAddSettings)"/>
    /// <example>
    /// <code>
    /// await BuildkiteRedactorAddAllAsync(new Dictionary&lt;string, string&gt; { ["DB_PASSWORD"] = password }, null, CancellationToken.None);
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Secrets")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static Task BuildkiteRedactorAddAllAsync(
        this ICakeContext context, IReadOnlyDictionary<string, string> secrets, BuildkiteRedactorAddSettings? settings,
        CancellationToken cancellationToken) =>
        AgentOf(context).Redactor.AddAllAsync(secrets, settings, cancellationToken);

    /// <summary>Masks a file's text in the job's log from now on.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="file">File whose whole text, but white space at its ends, is one secret.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <example>
    /// <code>
    /// BuildkiteRedactorAddFile("token.txt");
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Secrets")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static void BuildkiteRedactorAddFile(this ICakeContext context, FilePath file, BuildkiteRedactorAddSettings? settings = null) =>
        AgentOf(context).Redactor.AddFile(file, settings);

    /// <inheritdoc cref="BuildkiteRedactorAddFile(ICakeContext, FilePath, BuildkiteRedactorAddSettings)"/>
    /// <example>
    /// <code>
    /// await BuildkiteRedactorAddFileAsync("token.txt", null, CancellationToken.None);
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Secrets")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static Task BuildkiteRedactorAddFileAsync(
        this ICakeContext context, FilePath file, BuildkiteRedactorAddSettings? settings, CancellationToken cancellationToken) =>
        AgentOf(context).Redactor.AddFileAsync(file, settings, cancellationToken);
}
