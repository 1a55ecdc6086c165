namespace Cake.Buildkite;

/// <summary>Locks between the processes of one machine. The agent must run with its experiment <c>agent-api</c>.</summary>
public sealed class BuildkiteLocks
{
    private readonly AgentTool tool;

    internal BuildkiteLocks(AgentTool tool) => this.tool = tool;

    /// <summary>Waits for a lock and takes it. A call that failed is not made again, since it may hold the lock.</summary>
    /// <param name="key">Name of the lock, not blank.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>The token to give the lock back with.</returns>
    /// <exception cref="BuildkiteAgentException">The agent failed, or a value breaks a limit.</exception>
    public string Acquire(string key, BuildkiteLockAcquireSettings? settings = null) =>
        AcquireAsync(key, settings, CancellationToken.None).Finish();

    /// <inheritdoc cref="Acquire(string, BuildkiteLockAcquireSettings)"/>
    public Task<string> AcquireAsync(string key, CancellationToken cancellationToken) =>
        AcquireAsync(key, null, cancellationToken);

    /// <inheritdoc cref="Acquire(string, BuildkiteLockAcquireSettings)"/>
    public async Task<string> AcquireAsync(string key, BuildkiteLockAcquireSettings? settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        var exit = await tool.RunAsync(new AgentCall(settings ?? new()).With(KeyOf(key, "lock acquire")), cancellationToken);
        return exit.Line;
    }

    /// <summary>Gives a lock back.</summary>
    /// <param name="key">Name of the lock, not blank.</param>
    /// <param name="token">What acquiring gave.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <exception cref="BuildkiteAgentException">The agent failed, or a value breaks a limit.</exception>
    public void Release(string key, string token, BuildkiteLockReleaseSettings? settings = null) =>
        ReleaseAsync(key, token, settings, CancellationToken.None).Finish();

    /// <inheritdoc cref="Release(string, string, BuildkiteLockReleaseSettings)"/>
    public Task ReleaseAsync(string key, string token, CancellationToken cancellationToken) =>
        ReleaseAsync(key, token, null, cancellationToken);

    /// <inheritdoc cref="Release(string, string, BuildkiteLockReleaseSettings)"/>
    public Task ReleaseAsync(string key, string token, BuildkiteLockReleaseSettings? settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(token);
        var call = new AgentCall(settings ?? new()) { Secrets = [token] }.With(KeyOf(key, "lock release"), token);
        return tool.RunAsync(call, cancellationToken);
    }

    /// <summary>Asks whether once-only work is still to be done, and waits while another does it.</summary>
    /// <param name="key">Name of the work, not blank.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>Whether the caller has to do the work.</returns>
    /// <exception cref="BuildkiteAgentException">The agent failed, or a value breaks a limit.</exception>
    public BuildkiteLockTask Do(string key, BuildkiteLockDoSettings? settings = null) =>
        DoAsync(key, settings, CancellationToken.None).Finish();

    /// <inheritdoc cref="Do(string, BuildkiteLockDoSettings)"/>
    public Task<BuildkiteLockTask> DoAsync(string key, CancellationToken cancellationToken) =>
        DoAsync(key, null, cancellationToken);

    /// <inheritdoc cref="Do(string, BuildkiteLockDoSettings)"/>
    public async Task<BuildkiteLockTask> DoAsync(string key, BuildkiteLockDoSettings? settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        var exit = await tool.RunAsync(new AgentCall(settings ?? new()).With(KeyOf(key, "lock do")), cancellationToken);
        return exit.Line == "do" ? BuildkiteLockTask.Do : BuildkiteLockTask.Done;
    }

    /// <summary>Marks once-only work as done, after the agent said that the caller has to do it.</summary>
    /// <param name="key">Name of the work, not blank.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <exception cref="BuildkiteAgentException">The agent failed, or a value breaks a limit.</exception>
    public void Done(string key, BuildkiteLockDoneSettings? settings = null) =>
        DoneAsync(key, settings, CancellationToken.None).Finish();

    /// <inheritdoc cref="Done(string, BuildkiteLockDoneSettings)"/>
    public Task DoneAsync(string key, CancellationToken cancellationToken) =>
        DoneAsync(key, null, cancellationToken);

    /// <inheritdoc cref="Done(string, BuildkiteLockDoneSettings)"/>
    public Task DoneAsync(string key, BuildkiteLockDoneSettings? settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        return tool.RunAsync(new AgentCall(settings ?? new()).With(KeyOf(key, "lock done")), cancellationToken);
    }

    /// <summary>Looks at a lock without waiting.</summary>
    /// <param name="key">Name of the lock, not blank.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>The lock's value; empty where nobody uses it.</returns>
    /// <exception cref="BuildkiteAgentException">The agent failed, or a value breaks a limit.</exception>
    public string Get(string key, BuildkiteLockGetSettings? settings = null) =>
        GetAsync(key, settings, CancellationToken.None).Finish();

    /// <inheritdoc cref="Get(string, BuildkiteLockGetSettings)"/>
    public Task<string> GetAsync(string key, CancellationToken cancellationToken) =>
        GetAsync(key, null, cancellationToken);

    /// <inheritdoc cref="Get(string, BuildkiteLockGetSettings)"/>
    public async Task<string> GetAsync(string key, BuildkiteLockGetSettings? settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        var call = new AgentCall(settings ?? new()) { Repeatable = true }.With(KeyOf(key, "lock get"));
        var exit = await tool.RunAsync(call, cancellationToken);
        return exit.Line;
    }

    /// <summary>Waits for a lock and holds it until the result is disposed of.</summary>
    /// <param name="key">Name of the lock, not blank.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>The lock; disposing of it gives it back.</returns>
    /// <exception cref="BuildkiteAgentException">The agent failed, or a value breaks a limit.</exception>
    public BuildkiteLock Hold(string key, BuildkiteLockAcquireSettings? settings = null) =>
        HoldAsync(key, settings, CancellationToken.None).Finish();

    /// <inheritdoc cref="Hold(string, BuildkiteLockAcquireSettings)"/>
    public Task<BuildkiteLock> HoldAsync(string key, CancellationToken cancellationToken) =>
        HoldAsync(key, null, cancellationToken);

    /// <inheritdoc cref="Hold(string, BuildkiteLockAcquireSettings)"/>
    public async Task<BuildkiteLock> HoldAsync(string key, BuildkiteLockAcquireSettings? settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        settings ??= new();
        var token = await AcquireAsync(key, settings, cancellationToken);
        return new(this, key, token, settings.ForRelease());
    }

    private static string KeyOf(string key, string command) => Limits.RequireText(key, command, "key");
}
