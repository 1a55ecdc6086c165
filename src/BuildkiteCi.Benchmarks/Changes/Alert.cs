using System.Collections.Immutable;

namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>One regression, told once. Its identity is its series and the first commit at the new level.</summary>
/// <param name="Series">The series.</param>
/// <param name="FirstCommit">First commit at the new level when it was first seen; later nights may move it by a point or two.</param>
/// <param name="PreviousCommit">Last commit at the old level.</param>
/// <param name="Date">Night of <paramref name="FirstCommit"/>.</param>
/// <param name="Relative">New level over old level, minus 1, as last seen.</param>
/// <param name="State">Where it is.</param>
public sealed record Alert(SeriesKey Series, string FirstCommit, string PreviousCommit, DateOnly Date, double Relative, AlertState State)
{
    /// <summary>The versions between which it came in; empty where both levels measured the same code.</summary>
    public ImmutableArray<VersionRange> Suspects { get; init; } = [];

    /// <summary>Who knows of it; null while nobody does.</summary>
    public Acknowledgement? Acknowledgement { get; init; }

    /// <summary>The alert, answered for.</summary>
    public Alert Acknowledge(Acknowledgement acknowledgement) =>
        this with
        {
            State = AlertState.Acknowledged,
            Acknowledgement = acknowledgement,
        };
}

/// <summary>Somebody knows of a change and why it stays.</summary>
/// <param name="By">Who.</param>
/// <param name="Reason">Why: "the sampler checks its input since #1234".</param>
/// <param name="At">When.</param>
public sealed record Acknowledgement(string By, string Reason, DateTimeOffset At);
