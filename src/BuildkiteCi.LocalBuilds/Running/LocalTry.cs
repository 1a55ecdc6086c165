using BuildkiteCi.LocalBuilds.Running.Scheduling;
using BuildkiteCi.LocalBuilds.Store;

namespace BuildkiteCi.LocalBuilds.Running;

/// <summary>A try of a job that is about to run.</summary>
/// <param name="Id">Its id (<c>BUILDKITE_JOB_ID</c>).</param>
/// <param name="Job">Which job of which step.</param>
/// <param name="Try">Counted from 1.</param>
/// <param name="StepUuid">Its step's id (<c>BUILDKITE_STEP_ID</c>).</param>
internal sealed record LocalTry(string Id, JobId Job, int Try, string StepUuid);
