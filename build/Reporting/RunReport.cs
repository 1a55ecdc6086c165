using BuildkiteCi.Core.Text;
using BuildkiteCi.LocalBuilds.Running;
using BuildkiteCi.LocalBuilds.Running.Scheduling;

namespace Build.Reporting;

/// <summary>Shows what came of a run.</summary>
internal static class RunReport
{
    /// <summary>Counts, and what did not pass.</summary>
    public static void Show(this BuildContext context, RunResult result, bool wasLive)
    {
        var failed = result.Steps.Where(step => step.End is StepEnd.Failed or StepEnd.Errored or StepEnd.Cancelled or StepEnd.NotRun || (step.End is null && step.Reason is not null)).ToList();
        if (wasLive)
            foreach (var step in failed.Where(step => step.Reason is not null && step.Step.Plan.Kind != StepKind.Wait)) context.Say($"{step.Step.Label}: {step.Reason}");
        var counts = result.Steps
            .Where(step => step.Step.Plan.Kind == StepKind.Command)
            .OrderBy(step => step.End)
            .CountBy(step => Word(step.End), StringComparer.Ordinal)
            .Select(pair => $"{pair.Value} {pair.Key}");
        context.Say($"{string.Join(", ", counts)}; {Elapsed.Text(result.Span)}; logs and artifacts are in {context.StateFolder}");
    }

    /// <summary>The verdict in one line.</summary>
    public static string Verdict(RunResult result) => result.Verdict switch
    {
        RunVerdict.Interrupted => "the run was ended; --continue takes it up",
        RunVerdict.Cancelled => "one of its jobs cancelled the build; --continue takes up what did not pass",
        RunVerdict.Blocked => $"the build stops at {Names(result, step => step.End is null && step.Step.Plan.Kind is StepKind.Block or StepKind.Input)}; answer with --answer and go on with --continue",
        _ => $"the build failed: {Names(result, step => step.End is StepEnd.Failed or StepEnd.Errored or StepEnd.Cancelled || (step.End is null && step.Reason is not null))}",
    };

    private static string Names(RunResult result, Func<FinishedStep, bool> condition) => string.Join(", ", result.Steps.Where(condition).Select(step => $"'{step.Step.Label}'"));

    private static string Word(StepEnd? end) => end switch
    {
        null => "unfinished",
        StepEnd.LeftOut => "left out",
        StepEnd.Passed => "passed",
        StepEnd.SoftFailed => "soft failed",
        StepEnd.Failed => "failed",
        StepEnd.Errored => "errored",
        StepEnd.Cancelled => "cancelled",
        _ => "not run",
    };
}
