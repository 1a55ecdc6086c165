using System.Collections.Concurrent;
using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Pipelines.Builds;

namespace BuildkiteCi.Matrices.Tests;

/// <summary>A build in memory that can be slow and can fail.</summary>
internal sealed class MemoryBuild : IBuild
{
    private int calls;
    private int underWay;

    public ConcurrentDictionary<string, string> MetaData { get; } = new();

    public ConcurrentDictionary<StepKey, Outcome> Outcomes { get; } = new();

    public ConcurrentBag<Annotation> Annotations { get; } = [];

    public ConcurrentBag<string> Artifacts { get; } = [];

    /// <summary>How many calls fail before one succeeds.</summary>
    public int Failures { get; set; }

    public int Calls => calls;

    public int MostAtOnce { get; private set; }

    /// <summary>Waited for within each call; completed unless a test wants calls to overlap.</summary>
    public Func<Task> Answering { get; set; } = () => Task.CompletedTask;

    public async Task SetMetaDataAsync(string key, string value, CancellationToken cancellationToken) =>
        await CallAsync(() => MetaData[key] = value);

    public Task<string?> MetaDataAsync(string key, CancellationToken cancellationToken) => CallAsync(() => MetaData.GetValueOrDefault(key));

    public Task<ImmutableArray<string>> MetaDataKeysAsync(CancellationToken cancellationToken) =>
        CallAsync(() => MetaData.Keys.Order(StringComparer.Ordinal).ToImmutableArray());

    public Task<Outcome?> OutcomeAsync(StepKey step, CancellationToken cancellationToken) =>
        CallAsync(() => Outcomes.TryGetValue(step, out var outcome) ? outcome : (Outcome?)null);

    public ConcurrentBag<StepKey> Unfinished { get; } = [];

    public Task<bool> IsUnfinishedAsync(StepKey step, CancellationToken cancellationToken) => CallAsync(() => Unfinished.Contains(step));

    public Task UploadAsync(Upload upload, CancellationToken cancellationToken) => throw new NotSupportedException();

    public async Task UploadArtifactAsync(string path, CancellationToken cancellationToken) =>
        await CallAsync(() =>
        {
            Artifacts.Add(path);
            return true;
        });

    public async Task AnnotateAsync(Annotation annotation, CancellationToken cancellationToken) =>
        await CallAsync(() =>
        {
            Annotations.Add(annotation);
            return true;
        });

    private async Task<T> CallAsync<T>(Func<T> answer)
    {
        var call = Interlocked.Increment(ref calls);
        lock (MetaData) MostAtOnce = Math.Max(MostAtOnce, ++underWay);
        try
        {
            await Answering();
            return call <= Failures ? throw new BuildException("the agent could not be reached; try again") : answer();
        }
        finally
        {
            lock (MetaData) underWay--;
        }
    }
}
