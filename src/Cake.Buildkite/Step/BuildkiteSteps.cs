namespace Cake.Buildkite;

/// <summary>Steps of a build, by key or id.</summary>
public sealed class BuildkiteSteps
{
    private readonly AgentTool tool;

    internal BuildkiteSteps(AgentTool tool) => this.tool = tool;

    /// <summary>One attribute of a step.</summary>
    /// <param name="attribute">Such as <c>outcome</c>, <c>state</c>, <c>label</c>, <c>command</c>, <c>depends_on</c>.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>The attribute's text.</returns>
    /// <exception cref="BuildkiteAgentException">The agent failed, or a value breaks a limit.</exception>
    public string Get(string attribute, BuildkiteStepGetSettings? settings = null) =>
        GetAsync(attribute, settings, CancellationToken.None).Finish();

    /// <inheritdoc cref="Get(string, BuildkiteStepGetSettings)"/>
    public Task<string> GetAsync(string attribute, CancellationToken cancellationToken) =>
        GetAsync(attribute, null, cancellationToken);

    /// <inheritdoc cref="Get(string, BuildkiteStepGetSettings)"/>
    public async Task<string> GetAsync(string attribute, BuildkiteStepGetSettings? settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(attribute);
        var call = new AgentCall(settings ?? new()) { Repeatable = true }.With(Limits.RequireText(attribute, "step get", "attribute"));
        var exit = await tool.RunAsync(call, cancellationToken);
        return exit.Line;
    }

    /// <summary>All attributes of a step.</summary>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>A JSON object.</returns>
    /// <exception cref="BuildkiteAgentException">The agent failed, or a value breaks a limit.</exception>
    public string GetAll(BuildkiteStepGetSettings? settings = null) =>
        GetAllAsync(settings, CancellationToken.None).Finish();

    /// <inheritdoc cref="GetAll(BuildkiteStepGetSettings)"/>
    public Task<string> GetAllAsync(CancellationToken cancellationToken) =>
        GetAllAsync(null, cancellationToken);

    /// <inheritdoc cref="GetAll(BuildkiteStepGetSettings)"/>
    public async Task<string> GetAllAsync(BuildkiteStepGetSettings? settings, CancellationToken cancellationToken)
    {
        var exit = await tool.RunAsync(new AgentCall((settings ?? new()).InJson()) { Repeatable = true }, cancellationToken);
        return exit.Line;
    }

    /// <summary>How a step ended.</summary>
    /// <param name="step">The step's key or id.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>
    /// <c>passed</c>, <c>soft_failed</c>, <c>hard_failed</c>, <c>errored</c>, <c>neutral</c> or another word of Buildkite's; null where the
    /// build has no such step, or the step no outcome.
    /// </returns>
    /// <exception cref="BuildkiteAgentException">The agent failed, or a value breaks a limit.</exception>
    public string? FindOutcome(string step, BuildkiteStepGetSettings? settings = null) =>
        FindOutcomeAsync(step, settings, CancellationToken.None).Finish();

    /// <inheritdoc cref="FindOutcome(string, BuildkiteStepGetSettings)"/>
    public Task<string?> FindOutcomeAsync(string step, CancellationToken cancellationToken) =>
        FindOutcomeAsync(step, null, cancellationToken);

    /// <inheritdoc cref="FindOutcome(string, BuildkiteStepGetSettings)"/>
    public async Task<string?> FindOutcomeAsync(string step, BuildkiteStepGetSettings? settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(step);
        settings = (settings ?? new()).Of(Limits.RequireText(step, "step get", "step"));
        try
        {
            var outcome = await GetAsync("outcome", settings, cancellationToken);
            return outcome.Length == 0 ? null : outcome;
        }
        catch (BuildkiteAgentException failure) when (failure.Fault == BuildkiteAgentFault.NotFound)
        {
            return null;
        }
    }

    /// <summary>Changes an attribute of a step.</summary>
    /// <param name="attribute">
    /// <c>label</c>, <c>priority</c>, <c>notify</c>, <c>parallelism</c> or one below <c>notify.github_check.output</c>.
    /// </param>
    /// <param name="value">The new value, JSON for lists; goes through standard input.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <exception cref="BuildkiteAgentException">The agent failed, or a value breaks a limit.</exception>
    public void Update(string attribute, string value, BuildkiteStepUpdateSettings? settings = null) =>
        UpdateAsync(attribute, value, settings, CancellationToken.None).Finish();

    /// <inheritdoc cref="Update(string, string, BuildkiteStepUpdateSettings)"/>
    public Task UpdateAsync(string attribute, string value, CancellationToken cancellationToken) =>
        UpdateAsync(attribute, value, null, cancellationToken);

    /// <inheritdoc cref="Update(string, string, BuildkiteStepUpdateSettings)"/>
    public async Task UpdateAsync(
        string attribute, string value, BuildkiteStepUpdateSettings? settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(attribute);
        ArgumentNullException.ThrowIfNull(value);
        settings ??= new();
        var call = new AgentCall(settings) { Input = value, Repeatable = settings.Append is not true };
        await tool.RunAsync(call.With(Limits.RequireText(attribute, "step update", "attribute")), cancellationToken);
    }

    /// <summary>Cancels all jobs of a step.</summary>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <exception cref="BuildkiteAgentException">The agent failed, or a value breaks a limit.</exception>
    public void Cancel(BuildkiteStepCancelSettings? settings = null) =>
        CancelAsync(settings, CancellationToken.None).Finish();

    /// <inheritdoc cref="Cancel(BuildkiteStepCancelSettings)"/>
    public Task CancelAsync(CancellationToken cancellationToken) =>
        CancelAsync(null, cancellationToken);

    /// <inheritdoc cref="Cancel(BuildkiteStepCancelSettings)"/>
    public Task CancelAsync(BuildkiteStepCancelSettings? settings, CancellationToken cancellationToken) =>
        tool.RunAsync(new AgentCall(settings ?? new()) { Repeatable = true }, cancellationToken);
}
