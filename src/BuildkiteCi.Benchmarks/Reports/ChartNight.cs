using BuildkiteCi.Benchmarks.Changes;

namespace BuildkiteCi.Benchmarks.Reports;

/// <summary>What a reader of a chart sees of a run beside its value; many series share it.</summary>
/// <param name="Date">The night.</param>
/// <param name="Commit">Short.</param>
/// <param name="Versions">Of the other components, as text.</param>
internal sealed record ChartNight(DateOnly Date, string Commit, string Versions)
{
    /// <summary>The night of a point.</summary>
    public static ChartNight Of(SeriesPoint point) =>
        new(
            point.Date,
            Commits.Short(point.Commit),
            string.Join(
                ", ",
                point.Versions.Where(version => version.Value != point.Commit)
                    .Select(version => $"{version.Key} {Commits.Short(version.Value)}")
            )
        );
}
