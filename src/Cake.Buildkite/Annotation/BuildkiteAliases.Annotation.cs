using Cake.Core;
using Cake.Core.Annotations;

namespace Cake.Buildkite;

public static partial class BuildkiteAliases
{
    /// <summary>Makes an annotation, or replaces or extends the one with the same context.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="body">
    /// CommonMark with GFM tables, at most 1 MiB of UTF-8; goes through standard input. Empty: only the style of what is there changes.
    /// </param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <example>
    /// <code>
    /// BuildkiteAnnotate("All **12** packages built.", new BuildkiteAnnotateSettings { Context = "packages", Style = BuildkiteAnnotationStyle.Success });
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Annotations")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static void BuildkiteAnnotate(this ICakeContext context, string body, BuildkiteAnnotateSettings? settings = null) =>
        AgentOf(context).Annotations.Annotate(body, settings);

    /// <inheritdoc cref="BuildkiteAnnotate(ICakeContext, string, BuildkiteAnnotateSettings)"/>
    /// <example>
    /// <code>
    /// await BuildkiteAnnotateAsync("All **12** packages built.", new BuildkiteAnnotateSettings { Context = "packages", Style = BuildkiteAnnotationStyle.Success }, CancellationToken.None);
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Annotations")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static Task BuildkiteAnnotateAsync(
        this ICakeContext context, string body, BuildkiteAnnotateSettings? settings, CancellationToken cancellationToken) =>
        AgentOf(context).Annotations.AnnotateAsync(body, settings, cancellationToken);

    /// <summary>Makes an annotation from parts, or replaces or extends the one with the same context.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="body">The body; where it is too long, as much of it as has room is shown.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>Whether all of it is shown; if not, the whole is an artifact of the build, to which the annotation links.</returns>
    /// <example>
    /// <code>
    /// var rows = new[] { new BuildkiteMarkdown[] { "unit", BuildkiteMarkdown.Bold("passed") } };
    /// var body = BuildkiteAnnotationBody.Empty.Heading("Tests").Table(new BuildkiteMarkdown[] { "Suite", "Result" }, rows);
    /// BuildkiteAnnotationPost(body, new BuildkiteAnnotateSettings { Context = "tests" });
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Annotations")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static bool BuildkiteAnnotationPost(
        this ICakeContext context, BuildkiteAnnotationBody body, BuildkiteAnnotateSettings? settings = null) =>
        AgentOf(context).Annotations.Post(body, settings);

    /// <inheritdoc cref="BuildkiteAnnotationPost(ICakeContext, BuildkiteAnnotationBody, BuildkiteAnnotateSettings)"/>
    /// <example>
    /// <code>
    /// var rows = new[] { new BuildkiteMarkdown[] { "unit", BuildkiteMarkdown.Bold("passed") } };
    /// var body = BuildkiteAnnotationBody.Empty.Heading("Tests").Table(new BuildkiteMarkdown[] { "Suite", "Result" }, rows);
    /// await BuildkiteAnnotationPostAsync(body, new BuildkiteAnnotateSettings { Context = "tests" }, CancellationToken.None);
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Annotations")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static Task<bool> BuildkiteAnnotationPostAsync(
        this ICakeContext context,
        BuildkiteAnnotationBody body,
        BuildkiteAnnotateSettings? settings,
        CancellationToken cancellationToken
    ) => AgentOf(context).Annotations.PostAsync(body, settings, cancellationToken);

    /// <summary>Takes an annotation away.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <example>
    /// <code>
    /// BuildkiteAnnotationRemove(new BuildkiteAnnotationRemoveSettings { Context = "packages" });
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Annotations")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static void BuildkiteAnnotationRemove(this ICakeContext context, BuildkiteAnnotationRemoveSettings? settings = null) =>
        AgentOf(context).Annotations.Remove(settings);

    /// <inheritdoc cref="BuildkiteAnnotationRemove(ICakeContext, BuildkiteAnnotationRemoveSettings)"/>
    /// <example>
    /// <code>
    /// await BuildkiteAnnotationRemoveAsync(new BuildkiteAnnotationRemoveSettings { Context = "packages" }, CancellationToken.None);
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Annotations")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static Task BuildkiteAnnotationRemoveAsync(
        this ICakeContext context, BuildkiteAnnotationRemoveSettings? settings, CancellationToken cancellationToken) =>
        AgentOf(context).Annotations.RemoveAsync(settings, cancellationToken);
}
