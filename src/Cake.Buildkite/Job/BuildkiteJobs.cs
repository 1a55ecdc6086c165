namespace Cake.Buildkite;

/// <summary>Jobs that have not finished.</summary>
public sealed class BuildkiteJobs
{
    private readonly AgentTool tool;

    internal BuildkiteJobs(AgentTool tool) => this.tool = tool;

    /// <summary>Changes an attribute of a job.</summary>
    /// <param name="attribute">What is changed; Buildkite knows <c>timeout_in_minutes</c>.</param>
    /// <param name="value">The new value; goes through standard input.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <exception cref="BuildkiteAgentException">The agent failed, or a value breaks a limit.</exception>
    public void Update(string attribute, string value, BuildkiteJobUpdateSettings? settings = null) =>
        UpdateAsync(attribute, value, settings, CancellationToken.None).Finish();

    /// <inheritdoc cref="Update(string, string, BuildkiteJobUpdateSettings)"/>
    public Task UpdateAsync(string attribute, string value, CancellationToken cancellationToken) =>
        UpdateAsync(attribute, value, null, cancellationToken);

    /// <inheritdoc cref="Update(string, string, BuildkiteJobUpdateSettings)"/>
    public Task UpdateAsync(string attribute, string value, BuildkiteJobUpdateSettings? settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(attribute);
        ArgumentNullException.ThrowIfNull(value);
        var call = new AgentCall(settings ?? new()) { Input = value, Repeatable = true }
            .With(Limits.RequireText(attribute, "job update", "attribute"));
        return tool.RunAsync(call, cancellationToken);
    }

    /// <summary>Announces that this job will fail, so that the build counts as failing before it ends. It cannot be taken back.</summary>
    /// <param name="exitStatus">The status that the job will end with, above 0.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <exception cref="BuildkiteAgentException">The agent failed, or a value breaks a limit.</exception>
    public void PromiseFailure(int exitStatus, BuildkiteJobPromiseFailureSettings? settings = null) =>
        PromiseFailureAsync(exitStatus, settings, CancellationToken.None).Finish();

    /// <inheritdoc cref="PromiseFailure(int, BuildkiteJobPromiseFailureSettings)"/>
    public Task PromiseFailureAsync(int exitStatus, CancellationToken cancellationToken) =>
        PromiseFailureAsync(exitStatus, null, cancellationToken);

    /// <inheritdoc cref="PromiseFailure(int, BuildkiteJobPromiseFailureSettings)"/>
    public Task PromiseFailureAsync(int exitStatus, BuildkiteJobPromiseFailureSettings? settings, CancellationToken cancellationToken) =>
        tool.RunAsync(PromiseCall(exitStatus, settings ?? new()), cancellationToken);

    private static AgentCall PromiseCall(int exitStatus, BuildkiteJobPromiseFailureSettings settings)
    {
        Limits.Require(exitStatus > 0, "job promise-failure", $"exit status {exitStatus} is no failure", "give a status above 0");
        return new AgentCall(settings) { Repeatable = true }.With(exitStatus.ToString());
    }
}
