using Cake.Core.IO;

namespace Cake.Buildkite;

/// <summary>Steps that are added to the running build.</summary>
public sealed class BuildkitePipelines
{
    private readonly AgentTool tool;

    internal BuildkitePipelines(AgentTool tool) => this.tool = tool;

    /// <summary>Uploads the one pipeline file that lies where the agent looks for it, such as <c>.buildkite/pipeline.yml</c>.</summary>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>What a dry run prints; else nothing.</returns>
    /// <exception cref="BuildkiteAgentException">The agent failed, or a value breaks a limit.</exception>
    public string Upload(BuildkitePipelineUploadSettings? settings = null) => Upload([], settings);

    /// <inheritdoc cref="Upload(BuildkitePipelineUploadSettings)"/>
    public Task<string> UploadAsync(BuildkitePipelineUploadSettings? settings, CancellationToken cancellationToken) =>
        UploadAsync([], settings, cancellationToken);

    /// <summary>Uploads a pipeline file.</summary>
    /// <param name="file">The file, YAML or JSON.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>What a dry run prints; else nothing.</returns>
    /// <exception cref="BuildkiteAgentException">The agent failed, or a value breaks a limit.</exception>
    public string Upload(FilePath file, BuildkitePipelineUploadSettings? settings = null) =>
        UploadAsync(file, settings, CancellationToken.None).Finish();

    /// <inheritdoc cref="Upload(FilePath, BuildkitePipelineUploadSettings)"/>
    public Task<string> UploadAsync(FilePath file, BuildkitePipelineUploadSettings? settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        return UploadAsync([file], settings, cancellationToken);
    }

    /// <summary>Uploads pipeline files.</summary>
    /// <param name="files">Pipeline files, uploaded in that order; none: the one that lies where the agent looks for it.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>What a dry run prints; else nothing.</returns>
    /// <exception cref="BuildkiteAgentException">The agent failed, or a value breaks a limit.</exception>
    public string Upload(IReadOnlyList<FilePath> files, BuildkitePipelineUploadSettings? settings = null) =>
        UploadAsync(files, settings, CancellationToken.None).Finish();

    /// <inheritdoc cref="Upload(IReadOnlyList{FilePath}, BuildkitePipelineUploadSettings)"/>
    public Task<string> UploadAsync(IReadOnlyList<FilePath> files, CancellationToken cancellationToken) =>
        UploadAsync(files, null, cancellationToken);

    /// <inheritdoc cref="Upload(IReadOnlyList{FilePath}, BuildkitePipelineUploadSettings)"/>
    public async Task<string> UploadAsync(
        IReadOnlyList<FilePath> files, BuildkitePipelineUploadSettings? settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(files);
        settings ??= new();
        if (files.Count == 0)
            files = [DefaultPipelineFile.In(FolderOf(settings), tool.FileSystem, settings.Command)];
        await RequireSeveralFilesAsync(files, settings, cancellationToken);
        foreach (var file in files)
            await PipelineJobs.RequireFewAsync(tool, await ReadAsync(file, settings, cancellationToken), settings, cancellationToken);

        return (await tool.RunAsync(Call(settings, null).With([.. files.Select(file => file.FullPath)]), cancellationToken)).Output;
    }

    /// <summary>Uploads a pipeline that is there as text.</summary>
    /// <param name="pipeline">YAML or JSON, not blank; several documents are several uploads. Goes through standard input.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>What a dry run prints; else nothing.</returns>
    /// <exception cref="BuildkiteAgentException">The agent failed, or a value breaks a limit.</exception>
    public string UploadText(string pipeline, BuildkitePipelineUploadSettings? settings = null) =>
        UploadTextAsync(pipeline, settings, CancellationToken.None).Finish();

    /// <inheritdoc cref="UploadText(string, BuildkitePipelineUploadSettings)"/>
    public Task<string> UploadTextAsync(string pipeline, CancellationToken cancellationToken) =>
        UploadTextAsync(pipeline, null, cancellationToken);

    /// <inheritdoc cref="UploadText(string, BuildkitePipelineUploadSettings)"/>
    public async Task<string> UploadTextAsync(
        string pipeline, BuildkitePipelineUploadSettings? settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        settings ??= new();
        Limits.RequireText(pipeline, settings.Command, "pipeline");
        await PipelineJobs.RequireFewAsync(tool, pipeline, settings, cancellationToken);
        return (await tool.RunAsync(Call(settings, pipeline), cancellationToken)).Output;
    }

    /// <summary>Uploads a pipeline that is there as an object.</summary>
    /// <param name="pipeline">
    /// An object that serialises to a map with <c>steps</c>: its properties become <c>snake_case</c>, nulls are left out.
    /// </param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>What a dry run prints; else nothing.</returns>
    /// <exception cref="BuildkiteAgentException">The agent failed, or a value breaks a limit.</exception>
    public string UploadObject(object pipeline, BuildkitePipelineUploadSettings? settings = null) =>
        UploadObjectAsync(pipeline, settings, CancellationToken.None).Finish();

    /// <inheritdoc cref="UploadObject(object, BuildkitePipelineUploadSettings)"/>
    public Task<string> UploadObjectAsync(object pipeline, CancellationToken cancellationToken) =>
        UploadObjectAsync(pipeline, null, cancellationToken);

    /// <inheritdoc cref="UploadObject(object, BuildkitePipelineUploadSettings)"/>
    public async Task<string> UploadObjectAsync(
        object pipeline, BuildkitePipelineUploadSettings? settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        return await UploadTextAsync(AgentJson.Text(pipeline), settings, cancellationToken);
    }

    private static AgentCall Call(BuildkitePipelineUploadSettings settings, string? input) =>
        new(settings) { Input = input, Repeatable = settings.Replace is true || settings.DryRun is true };

    private DirectoryPath FolderOf(BuildkitePipelineUploadSettings settings) =>
        (settings.WorkingDirectory ?? tool.Environment.WorkingDirectory).MakeAbsolute(tool.Environment);

    /// <summary>Agents before 3.104.0 read the first file and forget the others.</summary>
    private async Task RequireSeveralFilesAsync(
        IReadOnlyList<FilePath> files, BuildkitePipelineUploadSettings settings, CancellationToken cancellationToken)
    {
        if (files.Count > 1 && await tool.FindVersionAsync(settings, cancellationToken) is { } version)
        {
            Limits.Require(
                version.IsAtLeast(3, 104, 0), settings.Command,
                $"agent {version} uploads one file a call, {files.Count} are given", "upload them one by one");
        }
    }

    /// <summary>A file's text; empty where it cannot be read, which the agent tells better.</summary>
    private async Task<string> ReadAsync(FilePath path, BuildkitePipelineUploadSettings settings, CancellationToken cancellationToken)
    {
        var file = tool.FileSystem.GetFile(path.MakeAbsolute(FolderOf(settings)));
        if (!file.Exists)
            return "";

        using var reader = new StreamReader(file.OpenRead());
        return await reader.ReadToEndAsync(cancellationToken);
    }
}
