using System.Collections.Immutable;
using BuildkiteCi.Testing.Accuracy;

namespace BuildkiteCi.Testing;

/// <summary>One finished run of a stage's command: all that its judge looks at.</summary>
/// <param name="Exit">How the process ended.</param>
/// <param name="Tail">The last lines that it wrote.</param>
public sealed record StageRun(ProcessExit Exit, ImmutableArray<OutputLine> Tail)
{
    /// <summary>What the test stated by a line of its output; null where it stated nothing.</summary>
    public string? Statement { get; init; }

    /// <summary>The target of an accuracy stage; null for any other stage.</summary>
    public AccuracyTarget? Target { get; init; }

    /// <summary>The score that an evaluation left in its results file; null where there is none.</summary>
    public AccuracyScore? Score { get; init; }

    /// <summary>Why an accuracy stage cannot be judged, whatever its exit status is: a target or a results file that cannot be read; null:
    /// it can.</summary>
    public string? Unjudged { get; init; }
}
