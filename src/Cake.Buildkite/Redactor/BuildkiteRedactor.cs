using Cake.Core.IO;

namespace Cake.Buildkite;

/// <summary>Values that the job's log must not show.</summary>
/// <remarks>The job's socket is needed: this works in hooks, plugins and the command of a running job.</remarks>
public sealed class BuildkiteRedactor
{
    private readonly AgentTool tool;

    internal BuildkiteRedactor(AgentTool tool) => this.tool = tool;

    /// <summary>Masks a text in the job's log from now on.</summary>
    /// <param name="secret">The text to mask; goes through standard input, white space at its ends does not count.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <exception cref="BuildkiteAgentException">The agent failed, or a value breaks a limit.</exception>
    public void Add(string secret, BuildkiteRedactorAddSettings? settings = null) =>
        AddAsync(secret, settings, CancellationToken.None).Finish();

    /// <inheritdoc cref="Add(string, BuildkiteRedactorAddSettings)"/>
    public Task AddAsync(string secret, CancellationToken cancellationToken) =>
        AddAsync(secret, null, cancellationToken);

    /// <inheritdoc cref="Add(string, BuildkiteRedactorAddSettings)"/>
    public Task AddAsync(string secret, BuildkiteRedactorAddSettings? settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(secret);
        Limits.RequireText(secret, "redactor add", "secret");
        var call = new AgentCall(settings ?? new())
        {
            Input = secret,
            Repeatable = true,
            Secrets = [secret.Trim()],
        }.WithFlag("--format=none");
        return tool.RunAsync(call, cancellationToken);
    }

    /// <summary>Masks several texts in the job's log from now on.</summary>
    /// <param name="secrets">Texts to mask, by name; they go through standard input.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <exception cref="BuildkiteAgentException">The agent failed, or a value breaks a limit.</exception>
    public void AddAll(IReadOnlyDictionary<string, string> secrets, BuildkiteRedactorAddSettings? settings = null) =>
        AddAllAsync(secrets, settings, CancellationToken.None).Finish();

    /// <inheritdoc cref="AddAll(IReadOnlyDictionary{string, string}, BuildkiteRedactorAddSettings)"/>
    public Task AddAllAsync(IReadOnlyDictionary<string, string> secrets, CancellationToken cancellationToken) =>
        AddAllAsync(secrets, null, cancellationToken);

    /// <inheritdoc cref="AddAll(IReadOnlyDictionary{string, string}, BuildkiteRedactorAddSettings)"/>
    public Task AddAllAsync(
        IReadOnlyDictionary<string, string> secrets, BuildkiteRedactorAddSettings? settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        var call = new AgentCall(settings ?? new()) { Input = AgentJson.Text(secrets), Repeatable = true, Secrets = [.. secrets.Values] }
            .WithFlag("--format=json");
        return tool.RunAsync(call, cancellationToken);
    }

    /// <summary>Masks a file's text in the job's log from now on.</summary>
    /// <param name="file">File whose whole text, but white space at its ends, is one secret.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <exception cref="BuildkiteAgentException">The agent failed, or a value breaks a limit.</exception>
    public void AddFile(FilePath file, BuildkiteRedactorAddSettings? settings = null) =>
        AddFileAsync(file, settings, CancellationToken.None).Finish();

    /// <inheritdoc cref="AddFile(FilePath, BuildkiteRedactorAddSettings)"/>
    public Task AddFileAsync(FilePath file, CancellationToken cancellationToken) =>
        AddFileAsync(file, null, cancellationToken);

    /// <inheritdoc cref="AddFile(FilePath, BuildkiteRedactorAddSettings)"/>
    public Task AddFileAsync(FilePath file, BuildkiteRedactorAddSettings? settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        var call = new AgentCall(settings ?? new()) { Repeatable = true }.WithFlag("--format=none").With(file.FullPath);
        return tool.RunAsync(call, cancellationToken);
    }
}
