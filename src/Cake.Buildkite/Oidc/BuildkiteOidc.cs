namespace Cake.Buildkite;

/// <summary>Tokens that prove to others which job is running.</summary>
public sealed class BuildkiteOidc
{
    private readonly AgentTool tool;

    internal BuildkiteOidc(AgentTool tool) => this.tool = tool;

    /// <summary>Asks for a token of this job and masks it in the job's log.</summary>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>The token, or Google's JSON object.</returns>
    /// <exception cref="BuildkiteAgentException">The agent failed, or there is no job socket to mask the token with.</exception>
    public string RequestToken(BuildkiteOidcRequestTokenSettings? settings = null) =>
        RequestTokenAsync(settings, CancellationToken.None).Finish();

    /// <inheritdoc cref="RequestToken(BuildkiteOidcRequestTokenSettings)"/>
    public Task<string> RequestTokenAsync(CancellationToken cancellationToken) =>
        RequestTokenAsync(null, cancellationToken);

    /// <inheritdoc cref="RequestToken(BuildkiteOidcRequestTokenSettings)"/>
    public async Task<string> RequestTokenAsync(BuildkiteOidcRequestTokenSettings? settings, CancellationToken cancellationToken)
    {
        var exit = await tool.RunAsync(new AgentCall(settings ?? new()) { Repeatable = true }, cancellationToken);
        return exit.Line;
    }
}
