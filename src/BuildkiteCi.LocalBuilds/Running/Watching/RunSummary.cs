using System.Collections.Immutable;
using BuildkiteCi.Core.Text;
using BuildkiteCi.LocalBuilds.Running.Planning;
using BuildkiteCi.LocalBuilds.Running.Scheduling;
using BuildkiteCi.LocalBuilds.Store;

namespace BuildkiteCi.LocalBuilds.Running.Watching;

/// <summary>
/// What people read at the end of a run: failures first, those of one cause together, each with its last lines and its log; what did not
/// run for them; jobs that passed only after a failure; counts; what to type next.
/// </summary>
public static class RunSummary
{
    private const int LinesOfAFailure = 10;
    private const int MostNames = 5;

    // A build of hundreds of steps has as many steps that others waited for.
    private const int MostReasons = 5;

    private static readonly ImmutableArray<StepEnd> Failures = [StepEnd.Failed, StepEnd.Errored, StepEnd.TimedOut, StepEnd.Cancelled];

    /// <summary>The lines, in order.</summary>
    /// <param name="board">What happened.</param>
    /// <param name="result">What came of it.</param>
    /// <param name="stateFolder">Full path of the folder that holds the logs.</param>
    public static IEnumerable<SummaryLine> Of(RunBoard board, RunResult result, string stateFolder)
    {
        ArgumentNullException.ThrowIfNull(board);
        ArgumentNullException.ThrowIfNull(result);
        return
        [
            new(""),
            .. Failed(board, stateFolder),
            .. NotRun(result),
            .. Soft(board, stateFolder),
            .. Flaky(board),
            Counts(result, stateFolder),
            .. Next(board, result),
        ];
    }

    private static IEnumerable<SummaryLine> Failed(RunBoard board, string stateFolder)
    {
        var jobs = Jobs(board, Failures).ToList();
        foreach (var cause in jobs.GroupBy(failed => FailureCause.Of(failed.Job)))
        {
            var first = cause.First();
            foreach (var (step, job) in cause)
            {
                yield return new($"{StepGlyph.Of(StepEnd.Failed)} {Name(step, job)}: {How(job)}", SummaryTone.Bad);
                yield return new($"    {Path.Combine(stateFolder, job.Log)}", SummaryTone.Detail);
                if (!ReferenceEquals(job, first.Job)) continue;
                foreach (var line in job.Tail.TakeLast(LinesOfAFailure)) yield return new($"    | {TerminalText.Plain(line)}");
            }

            if (cause.Count() > 1)
                yield return new(
                    $"  {cause.Count()} jobs end alike; the lines above are those of {Name(first.Step, first.Job)}",
                    SummaryTone.Detail
                );
        }
    }

    private static IEnumerable<SummaryLine> NotRun(RunResult result)
    {
        var unmet = result.Steps.Where(step =>
            step.Step.Plan.Kind != StepKind.Wait && (step.End == StepEnd.NotRun || (step.End is null && step.Reason is not null))
        );
        var reasons = unmet.GroupBy(step => step.Reason, StringComparer.Ordinal).ToList();
        foreach (var reason in reasons.Take(MostReasons)) yield return NotRun(reason.Key ?? "as before", reason);
        if (reasons.Count > MostReasons) yield return NotRun("for like reasons", reasons.Skip(MostReasons).SelectMany(step => step));
    }

    private static SummaryLine NotRun(string why, IEnumerable<FinishedStep> steps) =>
        new($"{StepGlyph.Of(StepEnd.NotRun)} not run, {why}: {Names(steps.Select(step => step.Step.Shown))}", SummaryTone.Doubtful);

    private static IEnumerable<SummaryLine> Soft(RunBoard board, string stateFolder)
    {
        foreach (var (step, job) in Jobs(board, [StepEnd.SoftFailed]))
            yield return new(
                $"{StepGlyph.Of(StepEnd.SoftFailed)} {Name(step, job)}: soft failed ({How(job)}); {Path.Combine(stateFolder, job.Log)}",
                SummaryTone.Doubtful
            );
    }

    private static IEnumerable<SummaryLine> Flaky(RunBoard board)
    {
        foreach (var (step, job) in board.Steps.SelectMany(step => step.Jobs.Where(job => job.IsFlaky).Select(job => (step, job))))
            yield return new($"{StepGlyph.Retrying} {Name(step, job)}: passed on try {job.Try} of {job.MostTries}", SummaryTone.Doubtful);
    }

    private static SummaryLine Counts(RunResult result, string stateFolder)
    {
        var counts = result.Steps
            .Where(step => step.Step.Plan.Kind == StepKind.Command)
            .OrderBy(step => step.End)
            .CountBy(step => Word(step.End), StringComparer.Ordinal)
            .Select(pair => $"{pair.Value} {pair.Key}");
        return new(
            $"{string.Join(", ", counts)}; {Elapsed.Text(result.Span)}; logs, artifacts and build.html are in {stateFolder}",
            result.Verdict == RunVerdict.Passed ? SummaryTone.Good : SummaryTone.Plain
        );
    }

    private static IEnumerable<SummaryLine> Next(RunBoard board, RunResult result)
    {
        const string Run = "./build.sh --target=RunPipeline";
        if (result.Verdict == RunVerdict.Passed) yield break;
        var failed = Jobs(board, Failures)
            .Select(pair => pair.Step.Step.Plan.Key?.Text)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .ToList();
        yield return new($"next: {Run} --continue", SummaryTone.Detail);
        if (failed is [var key, ..])
            yield return new(
                $"      {Run} --log {key}    # its log; --rerun {key} runs it alone, --from {key} with all that waits for it",
                SummaryTone.Detail
            );
        if (
            result.Verdict == RunVerdict.Blocked
            && result.Steps.FirstOrDefault(step => step.End is null && step.Step.Plan.Kind is StepKind.Block or StepKind.Input) is { } block
        )
            yield return new($"      {Run} --continue{Answers(block.Step)}", SummaryTone.Detail);
    }

    // A value for each field that needs one; without such a field a yes is enough.
    private static string Answers(RunStep step)
    {
        var needed = step.Fields.Where(field => field.IsRequired && field.Default is null).ToList();
        return needed.Count > 0
            ? string.Concat(needed.Select(field => $" --answer {ShellWord.Quote($"{field.Key}=VALUE")}"))
            : $" --answer {ShellWord.Quote($"{step.Plan.Key?.Text ?? step.Label}=yes")}";
    }

    private static IEnumerable<(BoardStep Step, BoardJob Job)> Jobs(RunBoard board, ImmutableArray<StepEnd> ends) =>
        board.Steps.SelectMany(step =>
            step.Jobs.Where(job => job.Became is { } became && ends.Contains(became)).Select(job => (step, job))
        );

    private static string Name(BoardStep step, BoardJob job) =>
        step.Step.Plan.Group is { } group ? $"{group.Shown} › {job.Job.Shown}" : job.Job.Shown;

    private static string How(BoardJob job) =>
        (job.End, job.Became) switch
        {
            (_, StepEnd.Cancelled) => "cancelled",
            ({ TimedOut: true }, _) => $"took longer than it may, ended after {Elapsed.Text(job.Span ?? default)}",
            ({ ExitStatus: -1 }, _) => "could not be started",
            ({ } end, _) =>
                $"exit status {end.ExitStatus} after "
                    + $"{Elapsed.Text(job.Span ?? default)}{(job.Try > 1 ? $", on try {job.Try} of {job.MostTries}" : "")}",
            _ => "ended",
        };

    private static string Names(IEnumerable<string> labels)
    {
        var all = labels.ToList();
        return string.Join(", ", all.Take(MostNames)) + (all.Count > MostNames ? $" and {all.Count - MostNames} more" : "");
    }

    private static string Word(StepEnd? end) => end switch
    {
        null => "unfinished",
        _ => StepWords.Text(end.Value),
    };
}
