using System.Collections.Immutable;

namespace Cake.Buildkite;

/// <summary>The environment of the job's later phases: what hooks and commands after this one see.</summary>
/// <remarks>The job's socket is needed: this works in hooks, plugins and the command of a running job.</remarks>
public sealed class BuildkiteJobEnvironment
{
    private readonly AgentTool tool;

    internal BuildkiteJobEnvironment(AgentTool tool) => this.tool = tool;

    /// <summary>The environment that the agent's process itself has.</summary>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>Values by name.</returns>
    /// <exception cref="BuildkiteAgentException">The agent failed, or a value breaks a limit.</exception>
    public ImmutableDictionary<string, string> Dump(BuildkiteEnvDumpSettings? settings = null) =>
        DumpAsync(settings, CancellationToken.None).Finish();

    /// <inheritdoc cref="Dump(BuildkiteEnvDumpSettings)"/>
    public Task<ImmutableDictionary<string, string>> DumpAsync(CancellationToken cancellationToken) =>
        DumpAsync(null, cancellationToken);

    /// <inheritdoc cref="Dump(BuildkiteEnvDumpSettings)"/>
    public async Task<ImmutableDictionary<string, string>> DumpAsync(
        BuildkiteEnvDumpSettings? settings, CancellationToken cancellationToken)
    {
        var exit = await tool.RunAsync(new AgentCall(settings ?? new()) { Repeatable = true }.WithFlag("--format=json"), cancellationToken);
        return AgentJson.Map(exit.Output, "env dump");
    }

    /// <summary>Reads a variable of the job's later phases. A name without a value is a failure.</summary>
    /// <param name="name">The variable wanted.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>Its value.</returns>
    /// <exception cref="BuildkiteAgentException">The agent failed, the name is not set, or there is no job socket.</exception>
    public string Get(string name, BuildkiteEnvGetSettings? settings = null) =>
        GetAsync(name, settings, CancellationToken.None).Finish();

    /// <inheritdoc cref="Get(string, BuildkiteEnvGetSettings)"/>
    public async Task<string> GetAsync(string name, BuildkiteEnvGetSettings? settings, CancellationToken cancellationToken)
    {
        Limits.RequireText(name, "env get", "name");
        return (await GetAsync([name], settings, cancellationToken)).TryGetValue(name, out var value) ? value
            : throw new BuildkiteAgentException(
                "env get",
                BuildkiteAgentFault.NotFound,
                0,
                $"the answer has no '{name}'",
                "check the name"
            );
    }

    /// <summary>Reads variables of the job's later phases. A name without a value is a failure.</summary>
    /// <param name="names">The variables wanted; none: all.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>Values by name.</returns>
    /// <exception cref="BuildkiteAgentException">The agent failed, a name is not set, or there is no job socket.</exception>
    public ImmutableDictionary<string, string> Get(IReadOnlyList<string> names, BuildkiteEnvGetSettings? settings = null) =>
        GetAsync(names, settings, CancellationToken.None).Finish();

    /// <inheritdoc cref="Get(IReadOnlyList{string}, BuildkiteEnvGetSettings)"/>
    public Task<ImmutableDictionary<string, string>> GetAsync(IReadOnlyList<string> names, CancellationToken cancellationToken) =>
        GetAsync(names, null, cancellationToken);

    /// <inheritdoc cref="Get(IReadOnlyList{string}, BuildkiteEnvGetSettings)"/>
    public async Task<ImmutableDictionary<string, string>> GetAsync(
        IReadOnlyList<string> names, BuildkiteEnvGetSettings? settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(names);
        var call = new AgentCall(settings ?? new()) { Repeatable = true }.WithFlag("--format=json").With([.. names]);
        var exit = await tool.RunAsync(call, cancellationToken);
        return AgentJson.Map(exit.Output, "env get");
    }

    /// <summary>Sets a variable for the job's later phases.</summary>
    /// <param name="name">The variable; a protected one is a failure.</param>
    /// <param name="value">Its value; goes through standard input.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>Whether it was new or had another value.</returns>
    /// <exception cref="BuildkiteAgentException">The agent failed, the name is protected, or there is no job socket.</exception>
    public BuildkiteEnvChange Set(string name, string value, BuildkiteEnvSetSettings? settings = null) =>
        SetAsync(name, value, settings, CancellationToken.None).Finish();

    /// <inheritdoc cref="Set(string, string, BuildkiteEnvSetSettings)"/>
    public Task<BuildkiteEnvChange> SetAsync(
        string name,
        string value,
        BuildkiteEnvSetSettings? settings,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(value);
        return SetAsync(
            new Dictionary<string, string> { [Limits.RequireText(name, "env set", "name")] = value },
            settings,
            cancellationToken
        );
    }

    /// <summary>Sets variables for the job's later phases. If one name is protected, none is set.</summary>
    /// <param name="variables">Values by name; they go through standard input.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>What was new and what had another value.</returns>
    /// <exception cref="BuildkiteAgentException">The agent failed, a name is protected, or there is no job socket.</exception>
    public BuildkiteEnvChange Set(IReadOnlyDictionary<string, string> variables, BuildkiteEnvSetSettings? settings = null) =>
        SetAsync(variables, settings, CancellationToken.None).Finish();

    /// <inheritdoc cref="Set(IReadOnlyDictionary{string, string}, BuildkiteEnvSetSettings)"/>
    public Task<BuildkiteEnvChange> SetAsync(IReadOnlyDictionary<string, string> variables, CancellationToken cancellationToken) =>
        SetAsync(variables, null, cancellationToken);

    /// <inheritdoc cref="Set(IReadOnlyDictionary{string, string}, BuildkiteEnvSetSettings)"/>
    public async Task<BuildkiteEnvChange> SetAsync(
        IReadOnlyDictionary<string, string> variables, BuildkiteEnvSetSettings? settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(variables);
        var call = new AgentCall(settings ?? new())
        {
            Input = AgentJson.Text(variables),
            Repeatable = true,
            Secrets = [.. variables.Values],
        }
            .WithFlag("--input-format=json")
            .WithFlag("--output-format=json")
            .With("-");
        var exit = await tool.RunAsync(call, cancellationToken);
        return BuildkiteEnvChange.Parse(exit.Output);
    }

    /// <summary>Removes a variable from the job's later phases.</summary>
    /// <param name="name">The variable; one that is not set does no harm, a protected one is a failure.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>The name, where it was set before.</returns>
    /// <exception cref="BuildkiteAgentException">The agent failed, the name is protected, or there is no job socket.</exception>
    public ImmutableArray<string> Unset(string name, BuildkiteEnvUnsetSettings? settings = null) =>
        UnsetAsync(name, settings, CancellationToken.None).Finish();

    /// <inheritdoc cref="Unset(string, BuildkiteEnvUnsetSettings)"/>
    public Task<ImmutableArray<string>> UnsetAsync(string name, BuildkiteEnvUnsetSettings? settings, CancellationToken cancellationToken) =>
        UnsetAsync([Limits.RequireText(name, "env unset", "name")], settings, cancellationToken);

    /// <summary>Removes variables from the job's later phases. If one name is protected, none is removed.</summary>
    /// <param name="names">The variables; those that are not set do no harm.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>The names that were set before.</returns>
    /// <exception cref="BuildkiteAgentException">The agent failed, a name is protected, or there is no job socket.</exception>
    public ImmutableArray<string> Unset(IReadOnlyList<string> names, BuildkiteEnvUnsetSettings? settings = null) =>
        UnsetAsync(names, settings, CancellationToken.None).Finish();

    /// <inheritdoc cref="Unset(IReadOnlyList{string}, BuildkiteEnvUnsetSettings)"/>
    public Task<ImmutableArray<string>> UnsetAsync(IReadOnlyList<string> names, CancellationToken cancellationToken) =>
        UnsetAsync(names, null, cancellationToken);

    /// <inheritdoc cref="Unset(IReadOnlyList{string}, BuildkiteEnvUnsetSettings)"/>
    public async Task<ImmutableArray<string>> UnsetAsync(
        IReadOnlyList<string> names, BuildkiteEnvUnsetSettings? settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(names);
        var call = new AgentCall(settings ?? new()) { Input = AgentJson.Text(names), Repeatable = true }
            .WithFlag("--input-format=json")
            .WithFlag("--output-format=json")
            .With("-");
        var exit = await tool.RunAsync(call, cancellationToken);
        return AgentJson.List(exit.Output, "env unset");
    }
}
