using System.Collections.Immutable;
using BuildkiteCi.Benchmarks.Changes;

namespace BuildkiteCi.Benchmarks.Reports;

/// <summary>A series with all that a chart marks on it.</summary>
/// <param name="Found">Points, levels and changes.</param>
public sealed record ReportSeries(SeriesChanges Found)
{
    /// <summary>What is asked for; null where nothing is.</summary>
    public double? Target { get; init; }

    /// <summary>The points that measured a release, by their place in the series.</summary>
    public ImmutableArray<(int Point, string Release)> Releases { get; init; } = [];

    /// <summary>Judgement of the newest run; empty where there is none.</summary>
    public string Status { get; init; } = "";

    /// <summary>Address of the newest run's job; null where it is not known.</summary>
    public string? JobUrl { get; init; }

    /// <summary>Addresses of jobs, by their points: of the newest runs and of those around changes. All of a year would be half the
    /// page.</summary>
    public ImmutableArray<(int Point, string Url)> Links { get; init; } = [];

    /// <summary>The same measured under the configuration before this one; null where there is none.</summary>
    public ReportSeries? Before { get; init; }

    /// <summary>
    /// What changing the configuration did: last level before over first level after, minus 1. It was meant, so that it is shown and is no
    /// alert; null where one of the two is not known.
    /// </summary>
    public double? Jump =>
        Before is { Found.Levels: [.., { Center: not 0 } last] } && Found.Levels is [{ } first, ..] ? first.Center / last.Center - 1 : null;

    /// <summary>The newest value.</summary>
    public SeriesPoint Latest => Found.Series.Points[^1];

    /// <summary>The last release that was measured, before the newest run; null where there is none.</summary>
    public (string Name, double Value)? LastRelease
    {
        get
        {
            var points = Found.Series.Points;
            var releases = Releases.Where(release => release.Point < points.Length - 1).ToArray();
            if (releases.Length == 0) return null;
            var name = releases[^1].Release;
            // A release that was measured several times has its median.
            return (
                name,
                Robust.Median([.. releases.Where(release => release.Release == name).Select(release => points[release.Point].Value)])
            );
        }
    }

    /// <summary>Newest value over the last release's, minus 1; null where there is none.</summary>
    public double? SinceRelease => LastRelease is { Value: not 0 } release ? Latest.Value / release.Value - 1 : null;

    /// <summary>Whether the newest value and the last release's are further apart than two runs of one level usually are (99 %).</summary>
    public bool IsBeyondNoise =>
        LastRelease is { } release
        && Found.Levels is [.., { } level]
        && Math.Abs(Latest.Value - release.Value) > 2.58 * Math.Sqrt(2) * level.Spread;

    /// <summary>How the newest value compares with the points before it.</summary>
    public Comparison Baseline => Comparison.Of(Found, Latest.Value, null, DetectionSettings.Default);
}
