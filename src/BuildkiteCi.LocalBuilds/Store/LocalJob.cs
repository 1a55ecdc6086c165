
namespace BuildkiteCi.LocalBuilds.Store;

/// <summary>A try of a job as the local build knows it.</summary>
/// <param name="Id">Its id (<c>BUILDKITE_JOB_ID</c>).</param>
/// <param name="Job">Which job of which step.</param>
/// <param name="Try">Counted from 1.</param>
/// <param name="Log">Its output, a file below the state folder.</param>
public sealed record LocalJob(string Id, JobId Job, int Try, string Log);
