using System.Collections.Immutable;
using BuildkiteCi.LocalBuilds.Running.Planning;
using BuildkiteCi.LocalBuilds.Running.Scheduling;
using BuildkiteCi.LocalBuilds.Store;

namespace BuildkiteCi.LocalBuilds.Running;

/// <summary>Something that happened in a run. The kinds are a closed set.</summary>
/// <param name="Elapsed">Since the run began.</param>
public abstract record RunEvent(TimeSpan Elapsed);

/// <summary>The build is about to run.</summary>
/// <param name="Elapsed">Since the run began.</param>
/// <param name="Steps">All steps that it has by now, as its page would list them.</param>
public sealed record BuildPlanned(TimeSpan Elapsed, ImmutableArray<RunStep> Steps) : RunEvent(Elapsed);

/// <summary>Steps are out of the build: an upload took their place.</summary>
/// <param name="Elapsed">Since the run began.</param>
/// <param name="Steps">The steps.</param>
public sealed record StepsRemoved(TimeSpan Elapsed, ImmutableArray<StepId> Steps) : RunEvent(Elapsed);

/// <summary>An upload is in the build.</summary>
/// <param name="Elapsed">Since the run began.</param>
/// <param name="Name">What it is about.</param>
/// <param name="Steps">How many steps it has.</param>
/// <param name="By">The step that uploaded it; null: none did.</param>
/// <param name="Planned">Its steps.</param>
public sealed record UploadTaken(TimeSpan Elapsed, string Name, int Steps, RunStep? By, ImmutableArray<RunStep> Planned)
    : RunEvent(Elapsed);

/// <summary>Something about an upload that a watcher should know.</summary>
/// <param name="Elapsed">Since the run began.</param>
/// <param name="Name">What the upload is about.</param>
/// <param name="Text">What there is to know.</param>
public sealed record UploadNoted(TimeSpan Elapsed, string Name, string Text) : RunEvent(Elapsed);

/// <summary>A job of a step that is run is itself left out, by an adjustment of the step's matrix.</summary>
/// <param name="Elapsed">Since the run began.</param>
/// <param name="Job">The job.</param>
/// <param name="Reason">Why.</param>
public sealed record JobLeftOut(TimeSpan Elapsed, RunJob Job, string Reason) : RunEvent(Elapsed);

/// <summary>A try of a job has started.</summary>
/// <param name="Elapsed">Since the run began.</param>
/// <param name="Step">Its step.</param>
/// <param name="Job">The job.</param>
/// <param name="Id">Which job of the step it is.</param>
/// <param name="Try">Counted from 1.</param>
/// <param name="Log">Its output, a file below the state folder.</param>
public sealed record JobStarted(TimeSpan Elapsed, RunStep Step, RunJob Job, JobId Id, int Try, string Log) : RunEvent(Elapsed);

/// <summary>A job wrote a line.</summary>
/// <param name="Elapsed">Since the run began.</param>
/// <param name="Job">The job.</param>
/// <param name="Id">Which job of its step it is.</param>
/// <param name="Line">The line.</param>
public sealed record JobWrote(TimeSpan Elapsed, RunJob Job, JobId Id, OutputLine Line) : RunEvent(Elapsed);

/// <summary>A try of a job has ended.</summary>
/// <param name="Elapsed">Since the run began.</param>
/// <param name="Job">The job.</param>
/// <param name="Id">Which job of its step it is.</param>
/// <param name="End">How it ended.</param>
/// <param name="Span">How long it took.</param>
/// <param name="Became">What became of the job; null: it is tried again.</param>
public sealed record JobEnded(TimeSpan Elapsed, RunJob Job, JobId Id, JobEnd End, TimeSpan Span, StepEnd? Became) : RunEvent(Elapsed);

/// <summary>A step is done, or will not be.</summary>
/// <param name="Elapsed">Since the run began.</param>
/// <param name="Step">The step.</param>
/// <param name="End">What became of it.</param>
/// <param name="Reason">Why it did not run; null where it did.</param>
public sealed record StepEnded(TimeSpan Elapsed, RunStep Step, StepEnd End, string? Reason) : RunEvent(Elapsed);

/// <summary>A step waits for an answer that nobody gave.</summary>
/// <param name="Elapsed">Since the run began.</param>
/// <param name="Step">The block or input step.</param>
/// <param name="Why">What is missing.</param>
public sealed record StepBlocked(TimeSpan Elapsed, RunStep Step, string Why) : RunEvent(Elapsed);

/// <summary>A step waits for something that will never be.</summary>
/// <param name="Elapsed">Since the run began.</param>
/// <param name="Step">The step.</param>
/// <param name="Why">What it waits for.</param>
public sealed record StepStuck(TimeSpan Elapsed, RunStep Step, string Why) : RunEvent(Elapsed);

/// <summary>Where a run is watched.</summary>
public interface IRunView
{
    /// <summary>Shows what happened; called by one thread at a time, and not again before it returns.</summary>
    void Show(RunEvent happened);
}
