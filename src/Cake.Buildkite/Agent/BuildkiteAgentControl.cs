namespace Cake.Buildkite;

/// <summary>The agent that runs this job.</summary>
public sealed class BuildkiteAgentControl
{
    private readonly AgentTool tool;

    internal BuildkiteAgentControl(AgentTool tool) => this.tool = tool;

    /// <summary>Makes this job's agent take no further jobs for a while.</summary>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <exception cref="BuildkiteAgentException">The agent failed, or a value breaks a limit.</exception>
    public void Pause(BuildkiteAgentPauseSettings? settings = null) =>
        PauseAsync(settings, CancellationToken.None).Finish();

    /// <inheritdoc cref="Pause(BuildkiteAgentPauseSettings)"/>
    public Task PauseAsync(CancellationToken cancellationToken) =>
        PauseAsync(null, cancellationToken);

    /// <inheritdoc cref="Pause(BuildkiteAgentPauseSettings)"/>
    public Task PauseAsync(BuildkiteAgentPauseSettings? settings, CancellationToken cancellationToken) =>
        tool.RunAsync(new AgentCall(settings ?? new()) { Repeatable = true }, cancellationToken);

    /// <summary>Ends the pause of this job's agent.</summary>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <exception cref="BuildkiteAgentException">The agent failed, or a value breaks a limit.</exception>
    public void Resume(BuildkiteAgentResumeSettings? settings = null) =>
        ResumeAsync(settings, CancellationToken.None).Finish();

    /// <inheritdoc cref="Resume(BuildkiteAgentResumeSettings)"/>
    public Task ResumeAsync(CancellationToken cancellationToken) =>
        ResumeAsync(null, cancellationToken);

    /// <inheritdoc cref="Resume(BuildkiteAgentResumeSettings)"/>
    public Task ResumeAsync(BuildkiteAgentResumeSettings? settings, CancellationToken cancellationToken) =>
        tool.RunAsync(new AgentCall(settings ?? new()) { Repeatable = true }, cancellationToken);

    /// <summary>Makes this job's agent stop after the job, or at once.</summary>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <exception cref="BuildkiteAgentException">The agent failed, or a value breaks a limit.</exception>
    public void Stop(BuildkiteAgentStopSettings? settings = null) =>
        StopAsync(settings, CancellationToken.None).Finish();

    /// <inheritdoc cref="Stop(BuildkiteAgentStopSettings)"/>
    public Task StopAsync(CancellationToken cancellationToken) =>
        StopAsync(null, cancellationToken);

    /// <inheritdoc cref="Stop(BuildkiteAgentStopSettings)"/>
    public Task StopAsync(BuildkiteAgentStopSettings? settings, CancellationToken cancellationToken) =>
        tool.RunAsync(new AgentCall(settings ?? new()) { Repeatable = true }, cancellationToken);
}
