using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Core.Text;

namespace BuildkiteCi.Testing;

/// <summary>What came of a stage.</summary>
/// <param name="Job">The stage.</param>
/// <param name="Judgement">What its run showed.</param>
/// <param name="Span">How long it took, all tries together.</param>
public sealed record StageReport(StageJob Job, StageJudgement Judgement, TimeSpan Span)
{
    /// <summary>How often it was tried, from 1; 0 where there was nothing to run.</summary>
    public int Tries { get; init; } = 1;

    /// <summary>Whether the build goes on as if nothing had happened: passed, not run on purpose, or a result that the test stated
    /// itself.</summary>
    public bool Succeeded => !ResultMapping.IsFailure(Judgement.Verdict);

    /// <summary><c>UnitTest of Qwen/Qwen3-4B: failed (exit status 1) after 2 min 5 s</c>.</summary>
    public override string ToString() =>
        $"{Job}: {StageVerdicts.Word(Judgement.Verdict)} "
            + $"({Judgement.Reason}){(Tries == 0 ? "" : $" after {Elapsed.Text(Span)}")}{(Tries > 1 ? $", {Tries} tries" : "")}";
}
