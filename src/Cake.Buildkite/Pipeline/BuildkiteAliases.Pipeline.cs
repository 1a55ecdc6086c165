using Cake.Core;
using Cake.Core.Annotations;
using Cake.Core.IO;

namespace Cake.Buildkite;

public static partial class BuildkiteAliases
{
    /// <summary>Uploads the one pipeline file that lies where the agent looks for it, such as <c>.buildkite/pipeline.yml</c>.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>What a dry run prints; else nothing.</returns>
    /// <example>
    /// <code>
    /// BuildkitePipelineUpload();
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Pipelines")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static string BuildkitePipelineUpload(this ICakeContext context, BuildkitePipelineUploadSettings? settings = null) =>
        AgentOf(context).Pipelines.Upload(settings);

    /// <inheritdoc cref="BuildkitePipelineUpload(ICakeContext, BuildkitePipelineUploadSettings)"/>
    /// <example>
    /// <code>
    /// await BuildkitePipelineUploadAsync(new BuildkitePipelineUploadSettings(), CancellationToken.None);
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Pipelines")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static Task<string> BuildkitePipelineUploadAsync(
        this ICakeContext context, BuildkitePipelineUploadSettings? settings, CancellationToken cancellationToken) =>
        AgentOf(context).Pipelines.UploadAsync(settings, cancellationToken);

    /// <summary>Uploads a pipeline file.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="file">The file, YAML or JSON.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>What a dry run prints; else nothing.</returns>
    /// <example>
    /// <code>
    /// BuildkitePipelineUpload(".buildkite/tests.yml");
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Pipelines")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static string BuildkitePipelineUpload(
        this ICakeContext context,
        FilePath file,
        BuildkitePipelineUploadSettings? settings = null
    ) => AgentOf(context).Pipelines.Upload(file, settings);

    /// <inheritdoc cref="BuildkitePipelineUpload(ICakeContext, FilePath, BuildkitePipelineUploadSettings)"/>
    /// <example>
    /// <code>
    /// await BuildkitePipelineUploadAsync(".buildkite/tests.yml", null, CancellationToken.None);
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Pipelines")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static Task<string> BuildkitePipelineUploadAsync(
        this ICakeContext context, FilePath file, BuildkitePipelineUploadSettings? settings, CancellationToken cancellationToken) =>
        AgentOf(context).Pipelines.UploadAsync(file, settings, cancellationToken);

    /// <summary>Uploads pipeline files.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="files">Pipeline files, uploaded in that order; none: the one that lies where the agent looks for it.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>What a dry run prints; else nothing.</returns>
    /// <example>
    /// <code>
    /// BuildkitePipelineUpload(new FilePath[] { ".buildkite/tests.yml", ".buildkite/deploy.yml" });
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Pipelines")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static string BuildkitePipelineUpload(
        this ICakeContext context, IReadOnlyList<FilePath> files, BuildkitePipelineUploadSettings? settings = null) =>
        AgentOf(context).Pipelines.Upload(files, settings);

    /// <inheritdoc cref="BuildkitePipelineUpload(ICakeContext, IReadOnlyList{FilePath}, BuildkitePipelineUploadSettings)"/>
    /// <example>
    /// <code>
    /// await BuildkitePipelineUploadAsync(new FilePath[] { ".buildkite/tests.yml", ".buildkite/deploy.yml" }, null, CancellationToken.None);
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Pipelines")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static Task<string> BuildkitePipelineUploadAsync(
        this ICakeContext context, IReadOnlyList<FilePath> files, BuildkitePipelineUploadSettings? settings,
        CancellationToken cancellationToken) =>
        AgentOf(context).Pipelines.UploadAsync(files, settings, cancellationToken);

    /// <summary>Uploads a pipeline that is there as text.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="pipeline">YAML or JSON, not blank; several documents are several uploads. Goes through standard input.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>What a dry run prints; else nothing.</returns>
    /// <example>
    /// <code>
    /// BuildkitePipelineUploadText("steps: [{ label: Test, command: make test }]", new BuildkitePipelineUploadSettings { NoInterpolation = true });
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Pipelines")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static string BuildkitePipelineUploadText(
        this ICakeContext context, string pipeline, BuildkitePipelineUploadSettings? settings = null) =>
        AgentOf(context).Pipelines.UploadText(pipeline, settings);

    /// <inheritdoc cref="BuildkitePipelineUploadText(ICakeContext, string, BuildkitePipelineUploadSettings)"/>
    /// <example>
    /// <code>
    /// await BuildkitePipelineUploadTextAsync("steps: [{ label: Test, command: make test }]", new BuildkitePipelineUploadSettings { NoInterpolation = true }, CancellationToken.None);
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Pipelines")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static Task<string> BuildkitePipelineUploadTextAsync(
        this ICakeContext context, string pipeline, BuildkitePipelineUploadSettings? settings, CancellationToken cancellationToken) =>
        AgentOf(context).Pipelines.UploadTextAsync(pipeline, settings, cancellationToken);

    /// <summary>Uploads a pipeline that is there as an object.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="pipeline">
    /// An object that serialises to a map with <c>steps</c>: its properties become <c>snake_case</c>, nulls are left out.
    /// </param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>What a dry run prints; else nothing.</returns>
    /// <example>
    /// <code>
    /// BuildkitePipelineUploadObject(new { steps = new[] { new { label = "Test", command = "make test", dependsOn = "build" } } });
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Pipelines")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static string BuildkitePipelineUploadObject(
        this ICakeContext context, object pipeline, BuildkitePipelineUploadSettings? settings = null) =>
        AgentOf(context).Pipelines.UploadObject(pipeline, settings);

    /// <inheritdoc cref="BuildkitePipelineUploadObject(ICakeContext, object, BuildkitePipelineUploadSettings)"/>
    /// <example>
    /// <code>
    /// await BuildkitePipelineUploadObjectAsync(new { steps = new[] { new { label = "Test", command = "make test", dependsOn = "build" } } }, null, CancellationToken.None);
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Pipelines")]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static Task<string> BuildkitePipelineUploadObjectAsync(
        this ICakeContext context, object pipeline, BuildkitePipelineUploadSettings? settings, CancellationToken cancellationToken) =>
        AgentOf(context).Pipelines.UploadObjectAsync(pipeline, settings, cancellationToken);
}
