using System.Collections.Immutable;

namespace Cake.Buildkite;

/// <summary>Secrets that Buildkite keeps for the cluster.</summary>
public sealed class BuildkiteSecrets
{
    private readonly AgentTool tool;

    internal BuildkiteSecrets(AgentTool tool) => this.tool = tool;

    /// <summary>Reads a secret and masks it in the job's log.</summary>
    /// <param name="key">The secret's name; letter case does not matter.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>The value.</returns>
    /// <exception cref="BuildkiteAgentException">
    /// The agent failed, there is no such secret, or there is no job socket to mask it with.
    /// </exception>
    public string Get(string key, BuildkiteSecretGetSettings? settings = null) =>
        GetAsync(key, settings, CancellationToken.None).Finish();

    /// <inheritdoc cref="Get(string, BuildkiteSecretGetSettings)"/>
    public Task<string> GetAsync(string key, CancellationToken cancellationToken) =>
        GetAsync(key, null, cancellationToken);

    /// <inheritdoc cref="Get(string, BuildkiteSecretGetSettings)"/>
    public async Task<string> GetAsync(string key, BuildkiteSecretGetSettings? settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        var values = await GetAllAsync([key], settings, cancellationToken);
        return values.Count == 1 ? values.Values.Single() : values[key];
    }

    /// <summary>Reads several secrets at once and masks them in the job's log.</summary>
    /// <param name="keys">The secrets' names, at least one; letter case does not matter.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>Values by name; letter case does not matter.</returns>
    /// <exception cref="BuildkiteAgentException">
    /// The agent failed, one of the secrets is missing, or there is no job socket to mask them with.
    /// </exception>
    public ImmutableDictionary<string, string> GetAll(IReadOnlyList<string> keys, BuildkiteSecretGetSettings? settings = null) =>
        GetAllAsync(keys, settings, CancellationToken.None).Finish();

    /// <inheritdoc cref="GetAll(IReadOnlyList{string}, BuildkiteSecretGetSettings)"/>
    public Task<ImmutableDictionary<string, string>> GetAllAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        GetAllAsync(keys, null, cancellationToken);

    /// <inheritdoc cref="GetAll(IReadOnlyList{string}, BuildkiteSecretGetSettings)"/>
    public async Task<ImmutableDictionary<string, string>> GetAllAsync(
        IReadOnlyList<string> keys, BuildkiteSecretGetSettings? settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        Limits.Require(keys.Count > 0, "secret get", "no secret is named", "name at least one");
        var call = new AgentCall(settings ?? new()) { Repeatable = true }.WithFlag("--format=json").With([.. keys]);
        var exit = await tool.RunAsync(call, cancellationToken);
        return AgentJson.Map(exit.Output, "secret get").WithComparers(StringComparer.OrdinalIgnoreCase);
    }
}
