namespace BuildkiteCi.Benchmarks.Bisecting;

/// <summary>A commit that may have brought a change in.</summary>
/// <param name="Commit">Its full hash.</param>
/// <param name="Time">When it was made.</param>
/// <param name="Subject">The first line of its message.</param>
/// <param name="Chance">How likely it is the first with the change, 0 to 1, before anything was run again.</param>
public sealed record CandidateCommit(string Commit, DateTimeOffset Time, string Subject, double Chance);
