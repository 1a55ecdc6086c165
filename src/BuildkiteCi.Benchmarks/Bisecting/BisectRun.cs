namespace BuildkiteCi.Benchmarks.Bisecting;

/// <summary>Runs commit after commit until a bisection is decided, or no more runs are allowed.</summary>
/// <param name="benchmark">Runs the case.</param>
/// <param name="say">Shows progress, a line at a time.</param>
/// <param name="mostRuns">How many runs this call may make.</param>
public sealed class BisectRun(ICommitBenchmark benchmark, Action<string> say, int mostRuns)
{
    // Commits in a row that give no number: then it is not they.
    private const int MostFailures = 5;

    /// <summary>Resumes a bisection.</summary>
    /// <returns>Its state then.</returns>
    public async Task<Bisection> RunAsync(Bisection bisection, CancellationToken cancellationToken)
    {
        foreach (var earlier in bisection.Results) say($"run before: {Line(bisection, earlier)}");
        var failures = 0;
        for (var run = 1; bisection.Standing.Verdict == BisectVerdict.Undecided && bisection.Next is { } commit; run++)
        {
            if (run > mostRuns)
            {
                say($"{mostRuns} runs are made, and it is not decided; the same command goes on from here");
                break;
            }

            say($"run {run} of at most {mostRuns}: {Subject(bisection, commit)}");
            var result = await benchmark.MeasureAsync(commit, cancellationToken);
            bisection = bisection.With(result);
            say(Line(bisection, result));
            failures = result.Value is null ? failures + 1 : 0;
            if (failures < MostFailures) continue;
            say($"{MostFailures} commits in a row gave no number; look at the last run's log before going on");
            break;
        }

        return bisection;
    }

    private static string Subject(Bisection bisection, string commit) =>
        bisection.Commits.FirstOrDefault(one => one.Commit == commit) is { } known
            ? $"{EventCandidatesText.Short(commit)} {known.Subject}"
            : $"{EventCandidatesText.Short(commit)} (the last good one)";

    private static string Line(Bisection bisection, CommitResult result)
    {
        if (result.Value is not { } value) return $"{EventCandidatesText.Short(result.Commit)} gives no number: {result.Failure}";
        var isBad = Math.Abs(value - bisection.After) < Math.Abs(value - bisection.Before);
        var measured = FormattableString.Invariant($"{EventCandidatesText.Short(result.Commit)} measures {value:0.####}");
        return $"{measured}, as {(isBad ? "after" : "before")} the change; {Odds(bisection)}";
    }

    private static string Odds(Bisection bisection)
    {
        var (_, commits, chance) = bisection.Standing;
        var (_, noise, environment) = bisection.Chances;
        var best = commits is [{ } first, ..] ? $"{EventCandidatesText.Short(first.Commit)} {EventCandidatesText.Percent(chance)}, " : "";
        return $"odds: {best}noise {EventCandidatesText.Percent(noise)}, not the code {EventCandidatesText.Percent(environment)}";
    }
}
