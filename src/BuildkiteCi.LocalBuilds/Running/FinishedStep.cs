using BuildkiteCi.LocalBuilds.Running.Planning;
using BuildkiteCi.LocalBuilds.Running.Scheduling;
using BuildkiteCi.LocalBuilds.Store;

namespace BuildkiteCi.LocalBuilds.Running;

/// <summary>A step at the end of a run.</summary>
/// <param name="Step">The step.</param>
/// <param name="End">What became of it; null: nothing, the run ended before.</param>
/// <param name="Reason">Why it did not run; null where it did.</param>
public sealed record FinishedStep(RunStep Step, StepEnd? End, string? Reason);
