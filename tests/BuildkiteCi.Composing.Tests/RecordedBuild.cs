using System.Collections.Concurrent;
using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Pipelines.Builds;

namespace BuildkiteCi.Composing.Tests;

/// <summary>A build that takes what it is reported, and refuses an upload where a test wants it to.</summary>
internal sealed class RecordedBuild : IBuild
{
    public ConcurrentDictionary<string, string> MetaData { get; } = new();

    public List<Upload> Uploads { get; } = [];

    public List<Annotation> Annotations { get; } = [];

    /// <summary>Number of the upload that is refused, from 1; 0: none is.</summary>
    public int RefusedUpload { get; init; }

    public bool RefusesAnnotations { get; init; }

    public Task SetMetaDataAsync(string key, string value, CancellationToken cancellationToken)
    {
        MetaData[key] = value;
        return Task.CompletedTask;
    }

    public Task<string?> MetaDataAsync(string key, CancellationToken cancellationToken) => Task.FromResult(MetaData.GetValueOrDefault(key));

    public Task<ImmutableArray<string>> MetaDataKeysAsync(CancellationToken cancellationToken) =>
        Task.FromResult(MetaData.Keys.Order(StringComparer.Ordinal).ToImmutableArray());

    public Task<Outcome?> OutcomeAsync(StepKey step, CancellationToken cancellationToken) => Task.FromResult<Outcome?>(null);

    public Task<bool> IsUnfinishedAsync(StepKey step, CancellationToken cancellationToken) => Task.FromResult(false);

    public Task UploadAsync(Upload upload, CancellationToken cancellationToken)
    {
        if (Uploads.Count + 1 == RefusedUpload)
            throw new BuildException("'buildkite-agent pipeline upload' ended with status 1: 422 Unprocessable Entity");
        Uploads.Add(upload);
        return Task.CompletedTask;
    }

    public Task UploadArtifactAsync(string path, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task AnnotateAsync(Annotation annotation, CancellationToken cancellationToken)
    {
        if (RefusesAnnotations) throw new BuildException("no");
        Annotations.Add(annotation);
        return Task.CompletedTask;
    }
}
