namespace Cake.Buildkite;

/// <summary>Folders kept from one build to the next. Not every organisation has them.</summary>
public sealed class BuildkiteCaches
{
    private readonly AgentTool tool;

    internal BuildkiteCaches(AgentTool tool) => this.tool = tool;

    /// <summary>Saves caches. What is there already under a cache's key stays as it is.</summary>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <exception cref="BuildkiteAgentException">The agent failed, or a value breaks a limit.</exception>
    public void Save(BuildkiteCacheSaveSettings? settings = null) =>
        SaveAsync(settings, CancellationToken.None).Finish();

    /// <inheritdoc cref="Save(BuildkiteCacheSaveSettings)"/>
    public Task SaveAsync(CancellationToken cancellationToken) =>
        SaveAsync(null, cancellationToken);

    /// <inheritdoc cref="Save(BuildkiteCacheSaveSettings)"/>
    public Task SaveAsync(BuildkiteCacheSaveSettings? settings, CancellationToken cancellationToken) =>
        tool.RunAsync(new AgentCall(settings ?? new()) { Repeatable = true }, cancellationToken);

    /// <summary>Restores caches. A cache that is not there is no failure; the agent does not tell whether it was.</summary>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <exception cref="BuildkiteAgentException">The agent failed, or a value breaks a limit.</exception>
    public void Restore(BuildkiteCacheRestoreSettings? settings = null) =>
        RestoreAsync(settings, CancellationToken.None).Finish();

    /// <inheritdoc cref="Restore(BuildkiteCacheRestoreSettings)"/>
    public Task RestoreAsync(CancellationToken cancellationToken) =>
        RestoreAsync(null, cancellationToken);

    /// <inheritdoc cref="Restore(BuildkiteCacheRestoreSettings)"/>
    public Task RestoreAsync(BuildkiteCacheRestoreSettings? settings, CancellationToken cancellationToken) =>
        tool.RunAsync(new AgentCall(settings ?? new()) { Repeatable = true }, cancellationToken);
}
