using System.Collections.Immutable;

namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>One run's value in a series.</summary>
/// <param name="Row">Where it was read: the row of a file or the place in the history, from 0.</param>
/// <param name="Date">The night of the run.</param>
/// <param name="Commit">The commit that was measured.</param>
/// <param name="Value">In the metric's unit, finite.</param>
public sealed record SeriesPoint(int Row, DateOnly Date, string Commit, double Value)
{
    /// <summary>Its place in time among the runs of all series; the night where no more is known.</summary>
    public DateTimeOffset Moment { get; init; } = new(Date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    /// <summary>The code that was measured, by component, where the history knows; runs of the same code share one.</summary>
    public ImmutableSortedDictionary<string, string> Versions { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}
