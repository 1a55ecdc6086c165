using System.Collections.Immutable;
using BuildkiteCi.LocalBuilds.Running.Planning;
using BuildkiteCi.LocalBuilds.Running.Scheduling;
using BuildkiteCi.LocalBuilds.Store;

namespace BuildkiteCi.LocalBuilds.Running;

/// <summary>What came of a run.</summary>
/// <param name="Verdict">How it ended.</param>
/// <param name="Steps">All steps, as the build's page would list them.</param>
/// <param name="Span">How long it took.</param>
public sealed record RunResult(RunVerdict Verdict, ImmutableArray<FinishedStep> Steps, TimeSpan Span);

/// <summary>A step at the end of a run.</summary>
/// <param name="Step">The step.</param>
/// <param name="End">What became of it; null: nothing, the run ended before.</param>
/// <param name="Reason">Why it did not run; null where it did.</param>
public sealed record FinishedStep(RunStep Step, StepEnd? End, string? Reason);
