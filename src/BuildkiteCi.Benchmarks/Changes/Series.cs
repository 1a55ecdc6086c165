using System.Collections.Immutable;

namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>
/// The values of one metric over time. A night that is missing is missing, one that ran several times has several points; runs that failed
/// are no points.
/// </summary>
/// <param name="Key">What the points have in common.</param>
/// <param name="Points">In the order of time.</param>
public sealed record Series(SeriesKey Key, ImmutableArray<SeriesPoint> Points);
