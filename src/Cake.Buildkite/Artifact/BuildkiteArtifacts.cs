using System.Collections.Immutable;
using Cake.Core.IO;

namespace Cake.Buildkite;

/// <summary>Files that are kept with a build.</summary>
public sealed class BuildkiteArtifacts
{
    private readonly AgentTool tool;

    internal BuildkiteArtifacts(AgentTool tool) => this.tool = tool;

    /// <summary>Keeps files with the build, each under its path. A pattern that matches nothing is no failure.</summary>
    /// <param name="pattern">Path or pattern, relative to the working directory; several with <c>;</c> between them.</param>
    /// <param name="destination">Bucket to keep them in, such as <c>s3://bucket/folder</c>; null: where the agent is configured to.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <exception cref="BuildkiteAgentException">The agent failed, or a value breaks a limit.</exception>
    public void Upload(string pattern, string? destination = null, BuildkiteArtifactUploadSettings? settings = null) =>
        UploadAsync(pattern, destination, settings, CancellationToken.None).Finish();

    /// <inheritdoc cref="Upload(string, string, BuildkiteArtifactUploadSettings)"/>
    public Task UploadAsync(string pattern, CancellationToken cancellationToken) =>
        UploadAsync(pattern, null, null, cancellationToken);

    /// <inheritdoc cref="Upload(string, string, BuildkiteArtifactUploadSettings)"/>
    public Task UploadAsync(string pattern, string? destination, CancellationToken cancellationToken) =>
        UploadAsync(pattern, destination, null, cancellationToken);

    /// <inheritdoc cref="Upload(string, string, BuildkiteArtifactUploadSettings)"/>
    public Task UploadAsync(
        string pattern, string? destination, BuildkiteArtifactUploadSettings? settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        return tool.RunAsync(UploadCall(pattern, destination, settings ?? new()), cancellationToken);
    }

    /// <summary>Keeps the files of several patterns with the build, in one call.</summary>
    /// <param name="patterns">Paths or patterns, at least one; none holds a <c>;</c>, or what the settings have in its place.</param>
    /// <param name="destination">Bucket to keep them in, such as <c>s3://bucket/folder</c>; null: where the agent is configured to.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <exception cref="BuildkiteAgentException">The agent failed, or a value breaks a limit.</exception>
    public void Upload(IReadOnlyList<string> patterns, string? destination = null, BuildkiteArtifactUploadSettings? settings = null) =>
        UploadAsync(patterns, destination, settings, CancellationToken.None).Finish();

    /// <inheritdoc cref="Upload(IReadOnlyList{string}, string, BuildkiteArtifactUploadSettings)"/>
    public Task UploadAsync(
        IReadOnlyList<string> patterns, string? destination, BuildkiteArtifactUploadSettings? settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(patterns);
        settings ??= new();
        var delimiter = settings.Delimiter is { Length: > 0 } own ? own : ";";
        foreach (var pattern in patterns)
            Limits.Require(
                !pattern.Contains(delimiter, StringComparison.Ordinal),
                settings.Command,
                $"the pattern '{pattern}' holds a '{delimiter}', at which the agent would split it",
                "set another Delimiter in the settings");
        return UploadAsync(string.Join(delimiter, patterns), destination, settings, cancellationToken);
    }

    /// <summary>Downloads artifacts.</summary>
    /// <param name="query">Path or pattern, in which <c>*</c> also matches slashes.</param>
    /// <param name="destination">Existing folder below which the files are written; null: the working directory.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <exception cref="BuildkiteAgentException">The agent failed, or a value breaks a limit.</exception>
    public void Download(string query, DirectoryPath? destination = null, BuildkiteArtifactDownloadSettings? settings = null) =>
        DownloadAsync(query, destination, settings, CancellationToken.None).Finish();

    /// <inheritdoc cref="Download(string, DirectoryPath, BuildkiteArtifactDownloadSettings)"/>
    public Task DownloadAsync(string query, DirectoryPath? destination, CancellationToken cancellationToken) =>
        DownloadAsync(query, destination, null, cancellationToken);

    /// <inheritdoc cref="Download(string, DirectoryPath, BuildkiteArtifactDownloadSettings)"/>
    public Task DownloadAsync(
        string query, DirectoryPath? destination, BuildkiteArtifactDownloadSettings? settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var call = new AgentCall(settings ?? new()) { Repeatable = true }
            .With(Limits.RequireText(query, "artifact download", "query"), destination?.FullPath ?? ".");
        return tool.RunAsync(call, cancellationToken);
    }

    /// <summary>Looks artifacts up. The settings' format does not matter here.</summary>
    /// <param name="query">Path or pattern, in which <c>*</c> also matches slashes.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>What was found; nothing only where the settings allow that. Artifacts with the same path are all there.</returns>
    /// <exception cref="BuildkiteAgentException">The agent failed, or a value breaks a limit.</exception>
    public ImmutableArray<BuildkiteArtifact> Search(string query, BuildkiteArtifactSearchSettings? settings = null) =>
        SearchAsync(query, settings, CancellationToken.None).Finish();

    /// <inheritdoc cref="Search(string, BuildkiteArtifactSearchSettings)"/>
    public Task<ImmutableArray<BuildkiteArtifact>> SearchAsync(string query, CancellationToken cancellationToken) =>
        SearchAsync(query, null, cancellationToken);

    /// <inheritdoc cref="Search(string, BuildkiteArtifactSearchSettings)"/>
    public async Task<ImmutableArray<BuildkiteArtifact>> SearchAsync(
        string query, BuildkiteArtifactSearchSettings? settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var call = SearchCall(query, (settings ?? new()).InOwnFormat());
        var exit = await tool.RunAsync(call, cancellationToken);
        return BuildkiteArtifact.ParseAll(exit.Output);
    }

    /// <summary>Looks artifacts up and prints them in the settings' format.</summary>
    /// <param name="query">Path or pattern, in which <c>*</c> also matches slashes.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>What the agent printed, unchanged.</returns>
    /// <exception cref="BuildkiteAgentException">The agent failed, or a value breaks a limit.</exception>
    public string SearchText(string query, BuildkiteArtifactSearchSettings? settings = null) =>
        SearchTextAsync(query, settings, CancellationToken.None).Finish();

    /// <inheritdoc cref="SearchText(string, BuildkiteArtifactSearchSettings)"/>
    public Task<string> SearchTextAsync(string query, CancellationToken cancellationToken) =>
        SearchTextAsync(query, null, cancellationToken);

    /// <inheritdoc cref="SearchText(string, BuildkiteArtifactSearchSettings)"/>
    public async Task<string> SearchTextAsync(string query, BuildkiteArtifactSearchSettings? settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var exit = await tool.RunAsync(SearchCall(query, settings ?? new()), cancellationToken);
        return exit.Output;
    }

    /// <summary>The digest that an artifact had when it was uploaded.</summary>
    /// <param name="query">Pattern that fits one artifact only.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>Hexadecimal digits.</returns>
    /// <exception cref="BuildkiteAgentException">The agent failed, or a value breaks a limit.</exception>
    public string Shasum(string query, BuildkiteArtifactShasumSettings? settings = null) =>
        ShasumAsync(query, settings, CancellationToken.None).Finish();

    /// <inheritdoc cref="Shasum(string, BuildkiteArtifactShasumSettings)"/>
    public Task<string> ShasumAsync(string query, CancellationToken cancellationToken) =>
        ShasumAsync(query, null, cancellationToken);

    /// <inheritdoc cref="Shasum(string, BuildkiteArtifactShasumSettings)"/>
    public async Task<string> ShasumAsync(string query, BuildkiteArtifactShasumSettings? settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var call = new AgentCall(settings ?? new()) { Repeatable = true }.With(Limits.RequireText(query, "artifact shasum", "query"));
        var exit = await tool.RunAsync(call, cancellationToken);
        return exit.Line;
    }

    private static AgentCall UploadCall(string pattern, string? destination, BuildkiteArtifactUploadSettings settings)
    {
        var call = new AgentCall(settings).With(Limits.RequireText(pattern, "artifact upload", "pattern"));
        return destination is null ? call : call.With(destination);
    }

    private static AgentCall SearchCall(string query, BuildkiteArtifactSearchSettings settings) =>
        new AgentCall(settings) { Repeatable = true }.With(Limits.RequireText(query, "artifact search", "query"));
}
