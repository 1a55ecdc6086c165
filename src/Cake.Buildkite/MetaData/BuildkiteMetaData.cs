using System.Collections.Immutable;

namespace Cake.Buildkite;

/// <summary>Values that all jobs of a build share. They cannot be deleted, and everybody who sees the build sees them.</summary>
public sealed class BuildkiteMetaData
{
    private readonly AgentTool tool;

    internal BuildkiteMetaData(AgentTool tool) => this.tool = tool;

    /// <summary>Sets a value for the whole build; the last writer wins.</summary>
    /// <param name="key">Not blank, no control characters, not below <c>buildkite:</c>.</param>
    /// <param name="value">Not blank, at most 100 kB of UTF-8; goes through standard input, unchanged.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <exception cref="BuildkiteAgentException">The agent failed, or a value breaks a limit.</exception>
    public void Set(string key, string value, BuildkiteMetaDataSetSettings? settings = null) =>
        SetAsync(key, value, settings, CancellationToken.None).Finish();

    /// <inheritdoc cref="Set(string, string, BuildkiteMetaDataSetSettings)"/>
    public Task SetAsync(string key, string value, CancellationToken cancellationToken) =>
        SetAsync(key, value, null, cancellationToken);

    /// <inheritdoc cref="Set(string, string, BuildkiteMetaDataSetSettings)"/>
    public Task SetAsync(string key, string value, BuildkiteMetaDataSetSettings? settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        return tool.RunAsync(MetaDataCalls.Set(key, value, settings ?? new()), cancellationToken);
    }

    /// <summary>
    /// Sets several values, each through standard input in a call of its own. Where the settings say that nothing is secret they go in as
    /// few calls as the agent and the length of a command line allow: every user of the machine can read a command line.
    /// </summary>
    /// <param name="values">Values by key: keys and values as for a single one.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <exception cref="BuildkiteAgentException">The agent failed, or a value breaks a limit.</exception>
    public void SetAll(IReadOnlyDictionary<string, string> values, BuildkiteMetaDataSetBatchSettings? settings = null) =>
        SetAllAsync(values, settings, CancellationToken.None).Finish();

    /// <inheritdoc cref="SetAll(IReadOnlyDictionary{string, string}, BuildkiteMetaDataSetBatchSettings)"/>
    public Task SetAllAsync(IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken) =>
        SetAllAsync(values, null, cancellationToken);

    /// <inheritdoc cref="SetAll(IReadOnlyDictionary{string, string}, BuildkiteMetaDataSetBatchSettings)"/>
    public async Task SetAllAsync(
        IReadOnlyDictionary<string, string> values, BuildkiteMetaDataSetBatchSettings? settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(values);
        settings ??= new();
        foreach (var call in MetaDataCalls.SetAll(values, settings, await BatchesAsync(values, settings, cancellationToken)))
            await tool.RunAsync(call, cancellationToken);
    }

    /// <summary>The value of a key.</summary>
    /// <param name="key">Not blank, no control characters.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>The value, without the line break that the agent adds.</returns>
    /// <exception cref="BuildkiteAgentException">The agent failed, or the key has no value and the settings no default.</exception>
    public string Get(string key, BuildkiteMetaDataGetSettings? settings = null) =>
        GetAsync(key, settings, CancellationToken.None).Finish();

    /// <inheritdoc cref="Get(string, BuildkiteMetaDataGetSettings)"/>
    public Task<string> GetAsync(string key, CancellationToken cancellationToken) =>
        GetAsync(key, null, cancellationToken);

    /// <inheritdoc cref="Get(string, BuildkiteMetaDataGetSettings)"/>
    public async Task<string> GetAsync(string key, BuildkiteMetaDataGetSettings? settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        settings ??= new();
        var exit = await tool.RunAsync(MetaDataCalls.Get(key, settings), cancellationToken);
        return await ValueAsync(exit, settings, cancellationToken);
    }

    /// <summary>The value of a key, or another text where the key has none.</summary>
    /// <param name="key">Not blank, no control characters.</param>
    /// <param name="fallback">What a key without a value counts as; any text, it is no part of the call.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>The value, or the fallback.</returns>
    /// <exception cref="BuildkiteAgentException">The agent failed, or a value breaks a limit.</exception>
    public string GetOr(string key, string fallback, BuildkiteMetaDataGetSettings? settings = null) =>
        GetOrAsync(key, fallback, settings, CancellationToken.None).Finish();

    /// <inheritdoc cref="GetOr(string, string, BuildkiteMetaDataGetSettings)"/>
    public Task<string> GetOrAsync(string key, string fallback, CancellationToken cancellationToken) =>
        GetOrAsync(key, fallback, null, cancellationToken);

    /// <inheritdoc cref="GetOr(string, string, BuildkiteMetaDataGetSettings)"/>
    public async Task<string> GetOrAsync(
        string key, string fallback, BuildkiteMetaDataGetSettings? settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(fallback);
        return await FindAsync(key, settings, cancellationToken) ?? fallback;
    }

    /// <summary>The value of a key, or null where the key has none. The settings' default does not matter here.</summary>
    /// <param name="key">Not blank, no control characters.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>The value, or null.</returns>
    /// <exception cref="BuildkiteAgentException">The agent failed, or a value breaks a limit.</exception>
    public string? Find(string key, BuildkiteMetaDataGetSettings? settings = null) =>
        FindAsync(key, settings, CancellationToken.None).Finish();

    /// <inheritdoc cref="Find(string, BuildkiteMetaDataGetSettings)"/>
    public Task<string?> FindAsync(string key, CancellationToken cancellationToken) =>
        FindAsync(key, null, cancellationToken);

    /// <inheritdoc cref="Find(string, BuildkiteMetaDataGetSettings)"/>
    public async Task<string?> FindAsync(string key, BuildkiteMetaDataGetSettings? settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        // A word that nobody can have stored tells "no value" from every value.
        var nothing = $"no-value-{Guid.NewGuid():N}";
        settings = (settings ?? new()).WithDefault(nothing);
        var value = await GetAsync(key, settings, cancellationToken);
        return value == nothing ? null : value;
    }

    /// <summary>Whether a key has a value.</summary>
    /// <param name="key">Not blank, no control characters.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>Whether it has.</returns>
    /// <exception cref="BuildkiteAgentException">The agent failed, or a value breaks a limit.</exception>
    public bool Exists(string key, BuildkiteMetaDataExistsSettings? settings = null) =>
        ExistsAsync(key, settings, CancellationToken.None).Finish();

    /// <inheritdoc cref="Exists(string, BuildkiteMetaDataExistsSettings)"/>
    public Task<bool> ExistsAsync(string key, CancellationToken cancellationToken) =>
        ExistsAsync(key, null, cancellationToken);

    /// <inheritdoc cref="Exists(string, BuildkiteMetaDataExistsSettings)"/>
    public async Task<bool> ExistsAsync(string key, BuildkiteMetaDataExistsSettings? settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        var exit = await tool.RunAsync(MetaDataCalls.Exists(key, settings ?? new()), cancellationToken);
        return exit.Status == 0;
    }

    /// <summary>All keys that have a value.</summary>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>The keys in the agent's order.</returns>
    /// <exception cref="BuildkiteAgentException">The agent failed, or a value breaks a limit.</exception>
    public ImmutableArray<string> Keys(BuildkiteMetaDataKeysSettings? settings = null) =>
        KeysAsync(settings, CancellationToken.None).Finish();

    /// <inheritdoc cref="Keys(BuildkiteMetaDataKeysSettings)"/>
    public Task<ImmutableArray<string>> KeysAsync(CancellationToken cancellationToken) =>
        KeysAsync(null, cancellationToken);

    /// <inheritdoc cref="Keys(BuildkiteMetaDataKeysSettings)"/>
    public async Task<ImmutableArray<string>> KeysAsync(BuildkiteMetaDataKeysSettings? settings, CancellationToken cancellationToken)
    {
        var exit = await tool.RunAsync(new AgentCall(settings ?? new()) { Repeatable = true }, cancellationToken);
        return [.. exit.Lines];
    }

    private async Task<bool> BatchesAsync(
        IReadOnlyDictionary<string, string> values, BuildkiteMetaDataSetBatchSettings settings, CancellationToken cancellationToken) =>
        settings.NothingIsSecret
        && values.Count > 1
        && await tool.FindVersionAsync(settings, cancellationToken) is { } version
        && version.IsAtLeast(3, 129, 0);

    /// <summary>Major 4 ends the value with a line break of its own, major 3 does not: a last line break is recognised by asking the
    /// version.</summary>
    private async Task<string> ValueAsync(AgentExit exit, BuildkiteMetaDataGetSettings settings, CancellationToken cancellationToken) =>
        exit.Output.EndsWith('\n') && await tool.FindVersionAsync(settings, cancellationToken) is not { Major: < 4 }
            ? exit.Line
            : exit.Output;
}
