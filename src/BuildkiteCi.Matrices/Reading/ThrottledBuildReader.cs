using System.Collections.Concurrent;
using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Pipelines.Builds;
using Polly;
using Polly.Retry;
using Outcome = BuildkiteCi.Pipelines.Builds.Outcome;

namespace BuildkiteCi.Matrices.Reading;

/// <summary>Asks a build many questions, several at a time, each again where the build could not be reached.</summary>
/// <param name="build">Who is asked.</param>
/// <param name="pace">How many at a time, how often each.</param>
/// <param name="time">Measures the pauses between tries.</param>
public sealed class ThrottledBuildReader(IBuild build, ReadingPace pace, TimeProvider time)
{
    // Made at the first failure: it costs a tenth of a start, and most builds answer at once.
    private readonly Lazy<ResiliencePipeline> tries = new(() => Tries(pace, time));

    /// <summary>All keys that have a value.</summary>
    /// <exception cref="BuildException">Every try failed.</exception>
    public async Task<ImmutableHashSet<string>> KeysAsync(CancellationToken cancellationToken) =>
        [.. await TryAsync(build.MetaDataKeysAsync, cancellationToken)];

    /// <summary>The values of these keys and the outcomes of these steps; what the build has none of is missing.</summary>
    /// <exception cref="BuildException">Every try for one of them failed.</exception>
    public async Task<BuildSnapshot> AnswersAsync(IEnumerable<string> keys, IEnumerable<StepKey> steps, CancellationToken cancellationToken)
    {
        var metaData = new ConcurrentDictionary<string, string>();
        var outcomes = new ConcurrentDictionary<StepKey, Outcome>();

        async Task AskKey(string key, CancellationToken stopping)
        {
            if (await TryAsync(token => build.MetaDataAsync(key, token), stopping) is { } value) metaData[key] = value;
        }

        async Task AskStep(StepKey step, CancellationToken stopping)
        {
            if (await TryAsync(token => build.OutcomeAsync(step, token), stopping) is { } outcome) outcomes[step] = outcome;
        }

        await AllAsync(
            keys.Distinct().Select<string, Func<CancellationToken, Task>>(key => stopping => AskKey(key, stopping))
                .Concat(steps.Distinct().Select<StepKey, Func<CancellationToken, Task>>(step => stopping => AskStep(step, stopping))),
            cancellationToken);
        return new BuildSnapshot(metaData.ToImmutableDictionary(), outcomes.ToImmutableDictionary());
    }

    /// <summary>Those of these steps that are in the build and have not ended.</summary>
    /// <exception cref="BuildException">Every try for one of them failed.</exception>
    public async Task<ImmutableHashSet<StepKey>> UnfinishedAsync(IEnumerable<StepKey> steps, CancellationToken cancellationToken)
    {
        var unfinished = new ConcurrentBag<StepKey>();

        async Task Ask(StepKey step, CancellationToken stopping)
        {
            if (await TryAsync(token => build.IsUnfinishedAsync(step, token), stopping)) unfinished.Add(step);
        }

        await AllAsync(
            steps.Distinct().Select<StepKey, Func<CancellationToken, Task>>(step => stopping => Ask(step, stopping)),
            cancellationToken
        );
        return [.. unfinished];
    }

    /// <summary>Sets these values.</summary>
    /// <exception cref="BuildException">Every try for one of them failed.</exception>
    public Task SetMetaDataAsync(IEnumerable<KeyValuePair<string, string>> values, CancellationToken cancellationToken)
    {
        async Task<bool> Set(KeyValuePair<string, string> value, CancellationToken stopping)
        {
            await build.SetMetaDataAsync(value.Key, value.Value, stopping);
            return true;
        }

        return AllAsync(
            values.Select<KeyValuePair<string, string>, Func<CancellationToken, Task>>(value =>
                stopping => TryAsync(token => Set(value, token), stopping)
            ),
            cancellationToken);
    }

    private static ResiliencePipeline Tries(ReadingPace pace, TimeProvider time) =>
        new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<BuildException>(),
                MaxRetryAttempts = pace.Tries - 1,
                Delay = pace.FirstPause,
                BackoffType = DelayBackoffType.Exponential,
            })
            .Build();

    private async Task AllAsync(IEnumerable<Func<CancellationToken, Task>> calls, CancellationToken cancellationToken) =>
        await Parallel.ForEachAsync(
            calls,
            new ParallelOptions { MaxDegreeOfParallelism = pace.AtOnce, CancellationToken = cancellationToken },
            async (call, stopping) => await call(stopping));

    private async Task<T> TryAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        BuildException? first;
        try
        {
            return await ask(cancellationToken);
        }
        catch (BuildException failure) when (pace.Tries > 1)
        {
            first = failure;
        }

        return await tries.Value.ExecuteAsync(
            // The try that has failed is its first one.
            async token => Interlocked.Exchange(ref first, null) is { } failed ? throw failed : await ask(token),
            cancellationToken
        );
    }
}

/// <summary>How hard a build is pressed for answers.</summary>
/// <param name="AtOnce">Calls under way at one time, at least 1. An agent call takes about 100 ms, nearly all of it waiting.</param>
/// <param name="Tries">Tries for each answer, at least 1.</param>
/// <param name="FirstPause">Pause after the first failed try; it doubles with each further one.</param>
public sealed record ReadingPace(int AtOnce, int Tries, TimeSpan FirstPause)
{
    /// <summary>64 calls at once, 3 tries, half a second after the first.</summary>
    public static ReadingPace Usual { get; } = new(AtOnce: 64, Tries: 3, FirstPause: TimeSpan.FromMilliseconds(500));
}
