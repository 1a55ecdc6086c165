using System.Collections.Immutable;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Matrices.Judging;
using BuildkiteCi.Core.Text;

namespace BuildkiteCi.Matrices.History;

/// <summary>
/// What one publication showed of a subject on a generation, as little of it as pages of many publications need: thousands of subjects over
/// dozens of releases stay in memory at once.
/// </summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Stages">A <see cref="StatusLetter"/> for each stage of the subject's matrix, in order.</param>
public sealed record ResultEntry(SubjectVerdict Verdict, string Stages)
{
    /// <summary>The measurement of its answers; null where none was recorded.</summary>
    public Measurement? Accuracy { get; init; }

    /// <summary>The measurement of its speed; null where none was recorded.</summary>
    public Measurement? Speed { get; init; }

    /// <summary>What is known of the stages that failed.</summary>
    public ImmutableArray<StageFailureFacts> Failures { get; init; } = [];

    /// <summary>What is known of a stage's failure; null where nothing is.</summary>
    public StageFailureFacts? Failure(int stage) =>
        Failures.IsDefaultOrEmpty ? null : Failures.FirstOrDefault(facts => facts.Stage == stage);
}

/// <summary>What a publication tells of a failure.</summary>
/// <param name="Stage">The stage's number in its matrix.</param>
/// <param name="Note">Why it failed: <c>exit status 1</c>; null where nobody knows.</param>
/// <param name="Job">Its job; null where that is not known.</param>
/// <param name="Issue">The issue that follows it; null where there is none.</param>
public sealed record StageFailureFacts(int Stage, string? Note, WebAddress? Job, WebAddress? Issue);
