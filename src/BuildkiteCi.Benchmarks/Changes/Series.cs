using System.Collections.Immutable;
using BuildkiteCi.Benchmarks.Metrics;

namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>
/// The values of one metric over time. A night that is missing is missing, one that ran several times has several points; runs that failed
/// are no points.
/// </summary>
/// <param name="Key">What the points have in common.</param>
/// <param name="Points">In the order of time.</param>
public sealed record Series(SeriesKey Key, ImmutableArray<SeriesPoint> Points);

/// <summary>What makes points one series: another configuration is another series, since its jump is deliberate.</summary>
/// <param name="Case">Name of the benchmark case.</param>
/// <param name="Device">Name in the history: <c>v6e-1</c>, <c>tpu7x-8</c>.</param>
/// <param name="Metric">What was measured.</param>
/// <param name="Configuration">Name or hash of how it was measured (arguments, environment, data set), without the code under test.</param>
public sealed record SeriesKey(string Case, string Device, Metric Metric, string Configuration);
