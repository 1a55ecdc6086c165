using BuildkiteCi.Catalogue.Results;

namespace BuildkiteCi.Testing;

/// <summary>What a run of a stage showed, and why we say so.</summary>
/// <param name="Verdict">What it showed.</param>
/// <param name="Reason">Why, in one line for people: <c>exit status 1</c>; for <see cref="StageVerdict.SelfReported"/> what the test
/// said.</param>
public sealed record StageJudgement(StageVerdict Verdict, string Reason)
{
    /// <summary>Whether another try can help: true for failures of the machine that pass.</summary>
    public bool MayRetry { get; init; }

    /// <summary>The score that an evaluation left, with the target in force; null where there is none.</summary>
    public Measurement? Score { get; init; }
}
