namespace BuildkiteCi.Benchmarks.Bisecting;

/// <summary>What running the case on a commit gave.</summary>
/// <param name="Commit">The commit.</param>
/// <param name="Value">The metric, in its unit; null where there is none.</param>
/// <param name="Failure">Why there is none: it does not build, or the run failed; null where there is a value.</param>
public sealed record CommitResult(string Commit, double? Value, string? Failure)
{
    /// <summary>Whether it was run in an earlier call and only read back from the history.</summary>
    public bool IsEarlier { get; init; }
}
