using Cake.Core.Diagnostics;

namespace Cake.Buildkite;

/// <summary>Notes on the page of the build or of a job.</summary>
public sealed class BuildkiteAnnotations
{
    private readonly AgentTool tool;

    internal BuildkiteAnnotations(AgentTool tool) => this.tool = tool;

    /// <summary>Makes an annotation, or replaces or extends the one with the same context.</summary>
    /// <param name="body">
    /// CommonMark with GFM tables, at most 1 MiB of UTF-8; goes through standard input. Empty: only the style of what is there changes.
    /// </param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <exception cref="BuildkiteAgentException">The agent failed, or a value breaks a limit.</exception>
    public void Annotate(string body, BuildkiteAnnotateSettings? settings = null) =>
        AnnotateAsync(body, settings, CancellationToken.None).Finish();

    /// <inheritdoc cref="Annotate(string, BuildkiteAnnotateSettings)"/>
    public Task AnnotateAsync(string body, CancellationToken cancellationToken) =>
        AnnotateAsync(body, null, cancellationToken);

    /// <inheritdoc cref="Annotate(string, BuildkiteAnnotateSettings)"/>
    public async Task AnnotateAsync(string body, BuildkiteAnnotateSettings? settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(body);
        settings ??= new();
        await tool.RunAsync(AnnotateCall(body, settings), cancellationToken);
        tool.Log.Debug(PostedAnnotation.Format, settings.Context ?? "default");
    }

    /// <summary>Makes an annotation from parts, or replaces or extends the one with the same context.</summary>
    /// <param name="body">The body; where it is too long, as much of it as has room is shown.</param>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <returns>Whether all of it is shown; if not, the whole is an artifact of the build, to which the annotation links.</returns>
    /// <exception cref="BuildkiteAgentException">The agent failed, or a value breaks a limit.</exception>
    public bool Post(BuildkiteAnnotationBody body, BuildkiteAnnotateSettings? settings = null) =>
        PostAsync(body, settings, CancellationToken.None).Finish();

    /// <inheritdoc cref="Post(BuildkiteAnnotationBody, BuildkiteAnnotateSettings)"/>
    public Task<bool> PostAsync(BuildkiteAnnotationBody body, CancellationToken cancellationToken) =>
        PostAsync(body, null, cancellationToken);

    /// <inheritdoc cref="Post(BuildkiteAnnotationBody, BuildkiteAnnotateSettings)"/>
    public async Task<bool> PostAsync(
        BuildkiteAnnotationBody body, BuildkiteAnnotateSettings? settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(body);
        settings ??= new();
        using var whole = new WholeAnnotation(settings.Context);
        var (markdown, isWhole) = body.Within(Limits.AnnotationBytes, whole.Notice);
        if (!isWhole)
            await tool.RunAsync(whole.UploadCall(body.Markdown, settings), cancellationToken);

        await AnnotateAsync(markdown, settings, cancellationToken);
        return isWhole;
    }

    /// <summary>Takes an annotation away.</summary>
    /// <param name="settings">Further settings; null: the agent's own choices.</param>
    /// <exception cref="BuildkiteAgentException">The agent failed, or a value breaks a limit.</exception>
    public void Remove(BuildkiteAnnotationRemoveSettings? settings = null) =>
        RemoveAsync(settings, CancellationToken.None).Finish();

    /// <inheritdoc cref="Remove(BuildkiteAnnotationRemoveSettings)"/>
    public Task RemoveAsync(CancellationToken cancellationToken) =>
        RemoveAsync(null, cancellationToken);

    /// <inheritdoc cref="Remove(BuildkiteAnnotationRemoveSettings)"/>
    public Task RemoveAsync(BuildkiteAnnotationRemoveSettings? settings, CancellationToken cancellationToken) =>
        tool.RunAsync(new AgentCall(settings ?? new()) { Repeatable = true }, cancellationToken);

    private static AgentCall AnnotateCall(string body, BuildkiteAnnotateSettings settings)
    {
        const string Command = "annotate";
        Limits.Require(
            body.Length > 0 || settings.Style is not null,
            Command,
            "the body is empty",
            "give a body, or a style alone to change the style"
        );
        Limits.RequireBytes(
            body,
            Limits.AnnotationBytes,
            Command,
            "the body",
            "shorten it, or keep the rest as an artifact and link to that"
        );
        Limits.Require(
            settings.Priority is null or (>= 1 and <= 10),
            Command,
            $"priority {settings.Priority} is not from 1 to 10",
            "10 is shown first"
        );
        Limits.Require(
            settings.Context is null or { Length: > 0 and <= Limits.ContextCharacters },
            Command, $"context '{settings.Context}' has {settings.Context?.Length} characters", $"use 1 to {Limits.ContextCharacters}");
        return new(settings) { Input = body, Repeatable = settings.Append is not true };
    }
}
