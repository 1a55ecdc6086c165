using System.Collections.Immutable;

namespace Cake.Buildkite;

/// <summary>Secrets that Buildkite keeps for the cluster.</summary>
public sealed class BuildkiteSecrets
{
    private static readonly ImmutableDictionary<string, string> Named = ImmutableDictionary.Create<string, string>(
        StringComparer.OrdinalIgnoreCase
    );

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
        return await PlainAsync(key, settings ?? new(), cancellationToken);
    }

    /// <summary>Reads several secrets at once and masks them in the job's log. More than one need agent 3.107.0.</summary>
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
        settings ??= new();
        if (keys.Distinct(StringComparer.OrdinalIgnoreCase).Count() == 1)
            return Named.Add(keys[0], await PlainAsync(keys[0], settings, cancellationToken));
        var call = new AgentCall(settings) { Repeatable = true }.WithFlag("--format=json").With([.. keys]);
        var exit = await tool.RunAsync(call, cancellationToken);
        return AgentJson.Map(exit.Output, "secret get").WithComparers(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>One secret as every agent prints it, older ones without <c>--format</c> too: the value, and one line break behind
    /// it.</summary>
    private async Task<string> PlainAsync(string key, BuildkiteSecretGetSettings settings, CancellationToken cancellationToken)
    {
        var exit = await tool.RunAsync(new AgentCall(settings) { Repeatable = true }.With(key), cancellationToken);
        return exit.Output.EndsWith('\n') ? exit.Output[..^1] : exit.Output;
    }
}
