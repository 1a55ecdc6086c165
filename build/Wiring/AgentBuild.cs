using System.Buffers;
using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Pipelines.Builds;
using Cake.Buildkite;

namespace Build.Wiring;

/// <summary>The build on Buildkite, reached through the agent's command line.</summary>
/// <param name="agent">The agent.</param>
/// <param name="root">The repository: where artifacts come from.</param>
internal sealed class AgentBuild(BuildkiteAgent agent, string root) : IBuild
{
    // Of 'step get state' (Buildkite's documentation, glossary); an older server that has no word for it is taken at its outcome.
    private static readonly ImmutableArray<string> EndedStates = ["finished", "ignored", "canceled", ""];

    private static readonly SearchValues<char> PatternCharacters = SearchValues.Create("*?[]{}\\;~");

    public Task SetMetaDataAsync(string key, string value, CancellationToken cancellationToken) =>
        AskAsync(() => agent.MetaData.SetAsync(key, value, cancellationToken));

    public Task<string?> MetaDataAsync(string key, CancellationToken cancellationToken) =>
        AskAsync(() => agent.MetaData.FindAsync(key, cancellationToken));

    public Task<ImmutableArray<string>> MetaDataKeysAsync(CancellationToken cancellationToken) =>
        AskAsync(async () => (await agent.MetaData.KeysAsync(cancellationToken)).Sort(StringComparer.Ordinal));

    public Task<Outcome?> OutcomeAsync(StepKey step, CancellationToken cancellationToken) =>
        AskAsync<Outcome?>(async () =>
            await agent.Steps.FindOutcomeAsync(step.Text, cancellationToken) is { Length: > 0 } word ? OutcomeWords.Parse(word) : null
        );

    public Task<bool> IsUnfinishedAsync(StepKey step, CancellationToken cancellationToken) => AskAsync(async () =>
    {
        try
        {
            var settings = new BuildkiteStepGetSettings { Step = step.Text };
            return !EndedStates.Contains(await agent.Steps.GetAsync("state", settings, cancellationToken));
        }
        catch (BuildkiteAgentException failure) when (failure.Fault == BuildkiteAgentFault.NotFound)
        {
            return false;
        }
    });

    public Task UploadAsync(Upload upload, CancellationToken cancellationToken) =>
        AskAsync(() =>
        {
            var settings = new BuildkitePipelineUploadSettings { NoInterpolation = true, Replace = upload.Replaces ? true : null };
            return agent.Pipelines.UploadTextAsync(upload.Yaml, settings, cancellationToken);
        });

    public Task UploadArtifactAsync(string path, CancellationToken cancellationToken)
    {
        // Older agents have no --literal; a path without a pattern's characters needs none.
        var settings = new BuildkiteArtifactUploadSettings
        {
            WorkingDirectory = root,
            Literal = path.AsSpan().ContainsAny(PatternCharacters) ? true : null,
        };
        return AskAsync(() => agent.Artifacts.UploadAsync(path, destination: null, settings, cancellationToken));
    }

    public Task AnnotateAsync(Annotation annotation, CancellationToken cancellationToken) => AskAsync(async () =>
    {
        var settings = new BuildkiteAnnotateSettings
        {
            Context = annotation.Context,
            Style = Enum.Parse<BuildkiteAnnotationStyle>(annotation.Style.ToString()),
            Scope = annotation.IsOfJob ? BuildkiteAnnotationScope.Job : null,
        };
        try
        {
            await agent.Annotations.AnnotateAsync(annotation.Body, settings, cancellationToken);
        }
        catch (BuildkiteAgentException failure) when (annotation.IsOfJob && failure.Fault == BuildkiteAgentFault.Usage)
        {
            // An agent before 3.112 knows no pages of jobs.
            settings.Scope = null;
            await agent.Annotations.AnnotateAsync(annotation.Body, settings, cancellationToken);
        }
    });

    private static Task<bool> AskAsync(Func<Task> call) => AskAsync(async () =>
    {
        await call();
        return true;
    });

    private static async Task<T> AskAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (BuildkiteAgentException failure)
        {
            throw new BuildException(failure.Message, failure);
        }
    }
}
