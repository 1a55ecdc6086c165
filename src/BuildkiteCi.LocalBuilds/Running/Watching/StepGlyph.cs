using System.Collections.Immutable;
using BuildkiteCi.LocalBuilds.Store;

namespace BuildkiteCi.LocalBuilds.Running.Watching;

/// <summary>One sign for the state of a step.</summary>
public static class StepGlyph
{
    /// <summary>It runs.</summary>
    public const string Running = "●";

    /// <summary>It runs, and has failed before.</summary>
    public const string Retrying = "↻";

    /// <summary>It waits for somebody's answer.</summary>
    public const string Blocked = "⏸";

    /// <summary>It waits.</summary>
    public const string Waiting = "○";

    private static readonly ImmutableArray<(StepEnd End, string Glyph)> Ends =
    [
        (StepEnd.LeftOut, "–"),
        (StepEnd.Passed, "✓"),
        (StepEnd.SoftFailed, "!"),
        (StepEnd.Failed, "✗"),
        (StepEnd.Errored, "✗"),
        (StepEnd.TimedOut, "✗"),
        (StepEnd.Cancelled, "✗"), (StepEnd.NotRun, "–"),
    ];

    /// <summary>The sign of an end.</summary>
    public static string Of(StepEnd end) => Ends.First(row => row.End == end).Glyph;

    /// <summary>The sign of a step.</summary>
    public static string Of(BoardStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return step.End is { } end ? Of(end)
            : step.IsBlocked ? Blocked
            : !step.IsRunning ? Waiting
            : step.Jobs.Any(job => job.IsRunning && job.Try > 1) ? Retrying
            : Running;
    }
}
