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

/// <summary>What running the case on a commit gave.</summary>
/// <param name="Commit">The commit.</param>
/// <param name="Value">The metric, in its unit; null where there is none.</param>
/// <param name="Failure">Why there is none: it does not build, or the run failed; null where there is a value.</param>
public sealed record CommitResult(string Commit, double? Value, string? Failure)
{
    /// <summary>Whether it was run in an earlier call and only read back from the history.</summary>
    public bool IsEarlier { get; init; }
}
