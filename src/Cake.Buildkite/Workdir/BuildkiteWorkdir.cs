using Cake.Core.IO;

namespace Cake.Buildkite;

/// <summary>The folder in which the job's later phases start.</summary>
/// <remarks>The job's socket is needed: this works in hooks, plugins and the command of a running job.</remarks>
public sealed class BuildkiteWorkdir
{
    private readonly AgentTool tool;

    internal BuildkiteWorkdir(AgentTool tool) => this.tool = tool;

    /// <summary>Moves the job's later phases to another folder.</summary>
    /// <param name="path">An existing folder.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>The folder, absolute.</returns>
    /// <exception cref="BuildkiteAgentException">The agent failed, or a value breaks a limit.</exception>
    public DirectoryPath Set(DirectoryPath path, BuildkiteWorkdirSetSettings? settings = null) =>
        SetAsync(path, settings, CancellationToken.None).Finish();

    /// <inheritdoc cref="Set(DirectoryPath, BuildkiteWorkdirSetSettings)"/>
    public Task<DirectoryPath> SetAsync(DirectoryPath path, CancellationToken cancellationToken) =>
        SetAsync(path, null, cancellationToken);

    /// <inheritdoc cref="Set(DirectoryPath, BuildkiteWorkdirSetSettings)"/>
    public async Task<DirectoryPath> SetAsync(
        DirectoryPath path, BuildkiteWorkdirSetSettings? settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(path);
        var call = new AgentCall(settings ?? new()) { Repeatable = true }.WithFlag("--output-format=json").With(path.FullPath);
        var exit = await tool.RunAsync(call, cancellationToken);
        return AgentJson.Map(exit.Output, "workdir set")["workdir"];
    }
}
