using BuildkiteCi.LocalBuilds.Running.Scheduling;

namespace BuildkiteCi.LocalBuilds.Running;

/// <summary>A job that runs.</summary>
/// <param name="Ended">Completes when it has ended.</param>
/// <param name="Cancelling">Ends it.</param>
/// <param name="Id">Its try's id.</param>
internal sealed record RunningJob(Task<(JobEnd End, TimeSpan Span)> Ended, CancellationTokenSource Cancelling, string Id) : IDisposable
{
    /// <summary>Completes when it has ended, by whatever way.</summary>
    public Task EndedSomehowAsync() =>
        Ended.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

    public void Dispose() => Cancelling.Dispose();
}
