namespace BuildkiteCi.Benchmarks.Bisecting;

/// <summary>Runs a case on a commit.</summary>
public interface ICommitBenchmark
{
    /// <summary>Brings the commit to where it can be run, runs the case, keeps the run in the history.</summary>
    /// <param name="commit">Its full hash.</param>
    /// <param name="cancellationToken">Ends the run; nothing is left running or checked out.</param>
    /// <returns>The metric, or why there is none: what does not build is a result, too.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<CommitResult> MeasureAsync(string commit, CancellationToken cancellationToken);
}
