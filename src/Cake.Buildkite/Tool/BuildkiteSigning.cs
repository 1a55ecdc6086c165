using Cake.Core.IO;

namespace Cake.Buildkite;

/// <summary>Keys and signatures of pipelines.</summary>
public sealed class BuildkiteSigning
{
    private readonly AgentTool tool;

    internal BuildkiteSigning(AgentTool tool) => this.tool = tool;

    /// <summary>Makes a pair of signing keys as two files that must not be there yet.</summary>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <exception cref="BuildkiteAgentException">The agent failed, or a value breaks a limit.</exception>
    public void Keygen(BuildkiteToolKeygenSettings? settings = null) =>
        KeygenAsync(settings, CancellationToken.None).Finish();

    /// <inheritdoc cref="Keygen(BuildkiteToolKeygenSettings)"/>
    public Task KeygenAsync(CancellationToken cancellationToken) =>
        KeygenAsync(null, cancellationToken);

    /// <inheritdoc cref="Keygen(BuildkiteToolKeygenSettings)"/>
    public Task KeygenAsync(BuildkiteToolKeygenSettings? settings, CancellationToken cancellationToken) =>
        tool.RunAsync(new AgentCall(settings ?? new()), cancellationToken);

    /// <summary>Signs a pipeline file. <c>$</c> expressions are refused.</summary>
    /// <param name="file">The pipeline file.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>The signed pipeline as YAML.</returns>
    /// <exception cref="BuildkiteAgentException">The agent failed, or a value breaks a limit.</exception>
    public string Sign(FilePath file, BuildkiteToolSignSettings? settings = null) =>
        SignAsync(file, settings, CancellationToken.None).Finish();

    /// <inheritdoc cref="Sign(FilePath, BuildkiteToolSignSettings)"/>
    public Task<string> SignAsync(FilePath file, CancellationToken cancellationToken) =>
        SignAsync(file, null, cancellationToken);

    /// <inheritdoc cref="Sign(FilePath, BuildkiteToolSignSettings)"/>
    public async Task<string> SignAsync(FilePath file, BuildkiteToolSignSettings? settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        var exit = await tool.RunAsync(new AgentCall(settings ?? new()) { Repeatable = true }.With(file.FullPath), cancellationToken);
        return exit.Output;
    }

    /// <summary>Signs a pipeline that is there as text. <c>$</c> expressions are refused.</summary>
    /// <param name="pipeline">YAML or JSON; goes through standard input.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>The signed pipeline as YAML.</returns>
    /// <exception cref="BuildkiteAgentException">The agent failed, or a value breaks a limit.</exception>
    public string SignText(string pipeline, BuildkiteToolSignSettings? settings = null) =>
        SignTextAsync(pipeline, settings, CancellationToken.None).Finish();

    /// <inheritdoc cref="SignText(string, BuildkiteToolSignSettings)"/>
    public Task<string> SignTextAsync(string pipeline, CancellationToken cancellationToken) =>
        SignTextAsync(pipeline, null, cancellationToken);

    /// <inheritdoc cref="SignText(string, BuildkiteToolSignSettings)"/>
    public async Task<string> SignTextAsync(string pipeline, BuildkiteToolSignSettings? settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        var call = new AgentCall(settings ?? new()) { Input = Limits.RequireText(pipeline, "tool sign", "pipeline"), Repeatable = true };
        var exit = await tool.RunAsync(call, cancellationToken);
        return exit.Output;
    }

    /// <summary>Signs the pipeline that Buildkite keeps; the settings need the GraphQL token and both slugs.</summary>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>The signed pipeline as YAML.</returns>
    /// <exception cref="BuildkiteAgentException">The agent failed, or a value breaks a limit.</exception>
    public string SignStored(BuildkiteToolSignSettings? settings = null) =>
        SignStoredAsync(settings, CancellationToken.None).Finish();

    /// <inheritdoc cref="SignStored(BuildkiteToolSignSettings)"/>
    public Task<string> SignStoredAsync(CancellationToken cancellationToken) =>
        SignStoredAsync(null, cancellationToken);

    /// <inheritdoc cref="SignStored(BuildkiteToolSignSettings)"/>
    public async Task<string> SignStoredAsync(BuildkiteToolSignSettings? settings, CancellationToken cancellationToken)
    {
        var exit = await tool.RunAsync(new AgentCall(settings ?? new()), cancellationToken);
        return exit.Output;
    }
}
