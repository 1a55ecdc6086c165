using System.Collections.Immutable;
using BuildkiteCi.LocalBuilds.Running.Scheduling;
using BuildkiteCi.LocalBuilds.Store;
using BuildkiteCi.Pipelines.Builds;

namespace BuildkiteCi.LocalBuilds.Running;

/// <summary>Buildkite's words for the state of a step (facts about outcomes and states).</summary>
internal static class StepWords
{
    private static readonly ImmutableArray<(StepEnd End, Outcome Outcome, string People)> Ends =
    [
        (StepEnd.LeftOut, Outcome.Neutral, "not run"),
        (StepEnd.Passed, Outcome.Passed, "passed"),
        (StepEnd.SoftFailed, Outcome.SoftFailed, "soft failed"),
        (StepEnd.Failed, Outcome.HardFailed, "failed"),
        (StepEnd.Errored, Outcome.Errored, "errored"),
        (StepEnd.TimedOut, Outcome.Errored, "timed out"),
        (StepEnd.Cancelled, Outcome.Errored, "cancelled"),
        (StepEnd.NotRun, Outcome.Neutral, "not run"),
    ];

    /// <summary>The outcome of a step that has ended.</summary>
    public static Outcome OutcomeOf(StepEnd end) => Ends.First(row => row.End == end).Outcome;

    /// <summary>What people read of an end.</summary>
    public static string Text(StepEnd end) => Ends.First(row => row.End == end).People;

    /// <summary>The word of a state.</summary>
    public static string State(PlannedStep step, StepProgress progress) =>
        step.LeftOut is not null ? "ignored"
        : progress.End is not null ? "finished"
        : progress.Jobs.Any(job => job.IsRunning) ? "running"
        : progress.IsReady ? "ready"
        : "waiting_for_dependencies";
}
