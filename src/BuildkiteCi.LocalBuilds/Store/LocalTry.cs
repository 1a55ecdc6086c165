namespace BuildkiteCi.LocalBuilds.Store;

/// <summary>A try of a job that runs, or is about to.</summary>
/// <param name="Id">Its id (<c>BUILDKITE_JOB_ID</c>).</param>
/// <param name="Job">Which job of which step.</param>
/// <param name="Try">Counted from 1.</param>
/// <param name="StepUuid">Its step's id (<c>BUILDKITE_STEP_ID</c>).</param>
/// <param name="Log">Its output, a file below the state folder.</param>
public sealed record LocalTry(string Id, JobId Job, int Try, string StepUuid, string Log);

/// <summary>A try of a job as a run has left it.</summary>
/// <param name="Id">Its id (<c>BUILDKITE_JOB_ID</c>).</param>
/// <param name="Job">Which job of which step.</param>
/// <param name="Try">Counted from 1.</param>
/// <param name="State"><c>running</c>, <c>finished</c>, <c>timed_out</c>, <c>canceled</c> or <c>interrupted</c>.</param>
/// <param name="ExitStatus">Its exit status; null: it has none yet.</param>
/// <param name="Log">Its output, a file below the state folder.</param>
/// <param name="Started">When, in UTC, as RFC 3339 writes it.</param>
/// <param name="Ended">When, by the clock that it started by: as long after <paramref name="Started"/> as it took; null: it has not.</param>
public sealed record FinishedTry(string Id, JobId Job, int Try, string State, int? ExitStatus, string Log, string Started, string? Ended);
