using System.Collections.Immutable;
using BuildkiteCi.Matrices.History;
using BuildkiteCi.Matrices.Judging;

namespace BuildkiteCi.Matrices.Releases;

/// <summary>A subject whose verdict changed, or still is no good, at one or several places in the same way: one line for readers.</summary>
/// <param name="Subject">The subject.</param>
/// <param name="Places">The places; at least one.</param>
public sealed record SubjectChange(SubjectHistory Subject, ImmutableArray<ChangedPlace> Places)
{
    /// <summary>The verdict before; null: it was not listed.</summary>
    public SubjectVerdict? Before => Places[0].Before?.Verdict;

    /// <summary>The verdict now; null: it is no longer listed.</summary>
    public SubjectVerdict? After => Places[0].After?.Verdict;

    /// <summary>Of what still fails: the release or night since which it does.</summary>
    public Edition? Since { get; init; }

    /// <summary>Where, for people: <c>v6e and v7x (auto, vllm)</c>.</summary>
    public string Where => string.Join("; ",
        from place in Places
        group place.Implementation by place.Generation into byGeneration
        group byGeneration.Key by string.Join(", ", byGeneration) into same
        select $"{string.Join(" and ", same)} ({same.Key})");

    /// <summary>The stages that changed, each once; of what still fails, the stages that fail.</summary>
    public ImmutableArray<StageChange> Causes =>
        [
            .. (
                from place in Places
                from stage in Subject.Definition.Stages.Index()
                let before = Letter(place.Before, stage.Index)
                let after = Letter(place.After, stage.Index)
                where
                    after == StatusLetter.Fail
                    || (before != after && (before == StatusLetter.Fail || before == StatusLetter.Pass || after == StatusLetter.Pass))
                select new StageChange(Subject.Definition.StageTitle(stage.Item), before, after, place.After?.Failure(stage.Index))
            )
                .GroupBy(cause => (cause.Stage, cause.Before, cause.After, cause.Facts?.Note))
                .Select(same => same.MaxBy(cause => cause.Facts?.Job is not null)!),
        ];

    private static char Letter(ResultEntry? entry, int stage) =>
        entry is not null && stage < entry.Stages.Length ? entry.Stages[stage] : StatusLetter.Nothing;
}

/// <summary>A place where a subject's verdict changed.</summary>
/// <param name="Implementation">The implementation.</param>
/// <param name="Generation">The generation.</param>
/// <param name="Before">What was there; null: it was not listed.</param>
/// <param name="After">What is there; null: it is no longer listed.</param>
public sealed record ChangedPlace(string Implementation, string Generation, ResultEntry? Before, ResultEntry? After);
