using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Core.Text;
using BuildkiteCi.Testing.Accuracy;

namespace BuildkiteCi.Testing;

/// <summary>Tells what a finished run of a stage shows. Pure: the same run, the same verdict.</summary>
public static class StageJudge
{
    /// <summary>The verdict. What the test states of itself wins over its exit status, and a time-out over everything.</summary>
    public static StageJudgement Judge(StageRun run, StageSettings settings) =>
        Verdict(run, settings) with
        {
            Score = run.Score?.Measurement(run.Target),
        };

    private static StageJudgement Verdict(StageRun run, StageSettings settings)
    {
        var exit = run.Exit;
        if (exit.StartError is { } error) return new StageJudgement(StageVerdict.Infrastructure, error);
        if (exit.TimedOut) return new StageJudgement(StageVerdict.TimedOut, $"ended after {Elapsed.Text(exit.Span)}");
        if (SelfReported(run, settings.Statements) is { } stated) return stated;
        if (exit.Status == 0) return Score(run) ?? new StageJudgement(StageVerdict.Passed, "exit status 0");
        foreach (var signature in settings.Signatures)
        {
            if (signature.Find(exit.Status, run.Tail) is { } reason)
                return new StageJudgement(StageVerdict.Infrastructure, reason) { MayRetry = signature.Retry };
        }

        var score = Score(run) is { Verdict: StageVerdict.Failed } below ? $"{below.Reason}; " : "";
        return new StageJudgement(StageVerdict.Failed, $"{score}exit status {exit.Status}");
    }

    private static StageJudgement? SelfReported(StageRun run, StatementSettings settings)
    {
        var text = run.Statement ?? settings.ExitStatuses.GetValueOrDefault(run.Exit.Status);
        if (text is null) return null;
        var word = StatusSpellings.SplitNote(text).Text;
        if (StatusSpellings.Parse(word) is not { } status)
        {
            return new StageJudgement(StageVerdict.Failed,
                $"stated '{text}', which is no status; {Spelling.Suggest(word, StatusSpellings.All, "state 'skipped' or 'not enough HBM'")}"
            );
        }

        // A test passes by its exit status alone: a line in its output must not turn a failure into a pass.
        if (status == Status.Passing) return null;
        return status == Status.Failing
            ? new StageJudgement(StageVerdict.Failed, $"stated '{text}'")
            : new StageJudgement(StageVerdict.SelfReported, text);
    }

    private static StageJudgement? Score(StageRun run)
    {
        if (run.Unjudged is { } problem) return new StageJudgement(StageVerdict.Failed, problem);
        if (run.Target is not { } target) return null;
        var score = run.Score is { } measured
            ? $"{measured.Task} {measured.Metric} {measured.Score:0.####}{Spread(measured.StandardError)}"
            : null;
        if (!target.IsSet)
            return new StageJudgement(
                StageVerdict.Unverified,
                $"{AccuracyTarget.Variable} is not filled in{(score is null ? "" : $", measured: {score}")}"
            );

        if (run.Score is not { } found) return null;
        if (target.OtherScale(found) is { } other) return new StageJudgement(StageVerdict.Failed, $"{found.Task}: {other}");
        var limit = $"{target.Value:0.####} {(found.Metric.Better == Better.Lower ? '+' : '-')} {target.Tolerance:0.####}";
        return target.IsReachedBy(found)
            ? new StageJudgement(StageVerdict.Passed, $"{score} reaches {limit}")
            : new StageJudgement(StageVerdict.Failed, $"{score} {(found.Metric.Better == Better.Lower ? "is above" : "is below")} {limit}");
    }

    private static string Spread(double? standardError) => standardError is { } error ? $" ± {error:0.####}" : "";
}
