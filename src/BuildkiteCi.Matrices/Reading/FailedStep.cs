using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines;

namespace BuildkiteCi.Matrices.Reading;

/// <summary>A step whose newest try failed.</summary>
/// <param name="Key">The step.</param>
/// <param name="Verdict">Failed, timed out, or infrastructure.</param>
/// <param name="Reason">Why, in one line.</param>
/// <param name="Url">The job's page, else the build's; null where neither is known.</param>
public sealed record FailedStep(StepKey Key, StageVerdict Verdict, string Reason, string? Url)
{
    /// <summary>What it tests; null where the catalogue has no such step.</summary>
    public TestStep? Test { get; init; }

    /// <summary>How its stage did on the last nights, in words that tell flaky from broken; null where no night is known.</summary>
    public string? Nights { get; init; }

    /// <summary>Why, as a table shows it: <c>exit status 1</c>, <c>timed out: ended after 3 h 0 min</c>, <c>machine: device
    /// busy</c>.</summary>
    public string Why => Verdict switch
    {
        StageVerdict.TimedOut => $"timed out: {Reason}",
        StageVerdict.Infrastructure => $"machine: {Reason}",
        _ => Reason,
    };

    /// <summary>What people call it: <c>CorrectnessTest of MoE on v6e</c>, else its key.</summary>
    public string Name => Test is { } test ? $"{test.Stage} of {test.Subject} on {test.Generation}" : Key.Text;

    /// <summary><c>tpu6e_MoE_CorrectnessTest: failed (exit status 1) https://…</c>.</summary>
    public override string ToString() =>
        $"{Key}: {StageVerdicts.Word(Verdict)} ({Reason}){(Nights is null ? "" : $"; {Nights}")}{(Url is null ? "" : $" {Url}")}";
}
