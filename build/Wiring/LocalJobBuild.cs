using System.Collections.Immutable;
using BuildkiteCi.LocalBuilds.Store;
using BuildkiteCi.Pipelines.Builds;
using BuildkiteCi.Pipelines.Steps;

namespace Build.Wiring;

/// <summary>
/// The build of a job that RunPipeline has started. It writes through the agent on its <c>PATH</c>, as on Buildkite; it reads where that
/// one would read, because a build of hundreds of steps has thousands of questions, and each call of the agent is a process.
/// </summary>
/// <param name="agent">The build as the agent shows it.</param>
/// <param name="local">The same build where it is stored.</param>
internal sealed class LocalJobBuild(IBuild agent, LocalBuild local) : IBuild
{
    private const string Ended = "finished";

    public Task SetMetaDataAsync(string key, string value, CancellationToken cancellationToken) =>
        agent.SetMetaDataAsync(key, value, cancellationToken);

    public Task<string?> MetaDataAsync(string key, CancellationToken cancellationToken) => local.MetaDataAsync(key, cancellationToken);

    public Task<ImmutableArray<string>> MetaDataKeysAsync(CancellationToken cancellationToken) =>
        local.MetaDataKeysAsync(cancellationToken);

    public async Task<Outcome?> OutcomeAsync(StepKey step, CancellationToken cancellationToken) =>
        await local.Steps.FindAsync(step.Text, cancellationToken) is { } found
            ? OutcomeWords.Parse(found.Outcome ?? Outcome.Neutral.Word())
            : null;

    public async Task<bool> IsUnfinishedAsync(StepKey step, CancellationToken cancellationToken) =>
        await local.Steps.FindAsync(step.Text, cancellationToken) is { State: not (Ended or "ignored") };

    public Task UploadAsync(Upload upload, CancellationToken cancellationToken) => agent.UploadAsync(upload, cancellationToken);

    public Task UploadArtifactAsync(string path, CancellationToken cancellationToken) => agent.UploadArtifactAsync(path, cancellationToken);

    public Task AnnotateAsync(Annotation annotation, CancellationToken cancellationToken) =>
        agent.AnnotateAsync(annotation, cancellationToken);
}
