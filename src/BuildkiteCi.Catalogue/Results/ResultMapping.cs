using BuildkiteCi.Pipelines.Builds;

namespace BuildkiteCi.Catalogue.Results;

/// <summary>
/// The three words for how a test ended, and how they follow from each other: a run's <see cref="StageVerdict"/> is known where it ran, a
/// step's <see cref="Outcome"/> is what Buildkite makes of it, a cell's <see cref="Status"/> is what the matrix shows. Nothing else turns
/// one into another.
/// </summary>
public static class ResultMapping
{
    private static readonly (StageVerdict Verdict, Outcome? Outcome, Status? Status)[] Verdicts =
    [
        (StageVerdict.Passed, Outcome.Passed, Status.Passing),
        (StageVerdict.Failed, Outcome.HardFailed, Status.Failing),
        (StageVerdict.TimedOut, Outcome.Errored, Status.Failing),
        // The machine failed: there is no result of the test, and the step has to run again.
        (StageVerdict.Infrastructure, Outcome.Errored, Status.Untested),
        (StageVerdict.Unverified, null, Status.Untested),
        // Its own words are the status.
        (StageVerdict.SelfReported, Outcome.Passed, null),
    ];

    /// <summary>How Buildkite sees a run: what the process's exit status tells it. Null where there is no result: nothing was
    /// run.</summary>
    public static Outcome? OutcomeOf(StageVerdict verdict) => Row(verdict).Outcome;

    /// <summary>What a run shows of its subject; null where the test reported its own status.</summary>
    public static Status? StatusOf(StageVerdict verdict) => Row(verdict).Status;

    /// <summary>
    /// What a matrix shows of a step of which nothing but the outcome is known: "any other outcome" is a failure (domain rules, "Results"),
    /// a machine's too, since a matrix that left those out would be greener than the night was.
    /// </summary>
    /// <param name="outcome">How the newest try ended; null where the step has not run.</param>
    public static Status StatusOf(Outcome? outcome) => outcome switch
    {
        Outcome.Passed => Status.Passing,
        null or Outcome.Neutral => Status.Untested,
        _ => Status.Failing,
    };

    /// <summary>What a step's outcome shows of its run where the run itself told nothing.</summary>
    public static StageVerdict VerdictOf(Outcome? outcome) => outcome switch
    {
        Outcome.Passed => StageVerdict.Passed,
        null or Outcome.Neutral => StageVerdict.Unverified,
        Outcome.Errored => StageVerdict.Infrastructure,
        _ => StageVerdict.Failed,
    };

    /// <summary>Whether a run failed, by the test or by the machine: the build does not go on as if nothing had happened.</summary>
    public static bool IsFailure(StageVerdict verdict) => Row(verdict).Outcome is Outcome.HardFailed or Outcome.Errored;

    private static (StageVerdict Verdict, Outcome? Outcome, Status? Status) Row(StageVerdict verdict) =>
        Array.Find(Verdicts, row => row.Verdict == verdict);
}
