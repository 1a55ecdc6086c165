namespace Cake.Buildkite;

/// <summary>Builds as a whole.</summary>
public sealed class BuildkiteBuilds
{
    private readonly AgentTool tool;

    internal BuildkiteBuilds(AgentTool tool) => this.tool = tool;

    /// <summary>Cancels a build, this one unless the settings name another.</summary>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <exception cref="BuildkiteAgentException">The agent failed, or a value breaks a limit.</exception>
    public void Cancel(BuildkiteBuildCancelSettings? settings = null) =>
        CancelAsync(settings, CancellationToken.None).Finish();

    /// <inheritdoc cref="Cancel(BuildkiteBuildCancelSettings)"/>
    public Task CancelAsync(CancellationToken cancellationToken) =>
        CancelAsync(null, cancellationToken);

    /// <inheritdoc cref="Cancel(BuildkiteBuildCancelSettings)"/>
    public Task CancelAsync(BuildkiteBuildCancelSettings? settings, CancellationToken cancellationToken) =>
        tool.RunAsync(new AgentCall(settings ?? new()) { Repeatable = true }, cancellationToken);
}
