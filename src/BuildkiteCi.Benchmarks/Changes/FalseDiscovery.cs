using System.Collections.Immutable;

namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>
/// Keeps false alarms rare over many series at once: a hundred cases with twelve metrics each are looked at every night. Source: Benjamini
/// and Hochberg, Controlling the False Discovery Rate, 1995.
/// </summary>
public static class FalseDiscovery
{
    /// <summary>Drops changes so that of those that remain at most the share <paramref name="rate"/> is expected to be false.</summary>
    /// <param name="found">What was found in every series that was looked at, those without changes too.</param>
    /// <param name="rate">0 to 1; 0.05 is usual.</param>
    public static ImmutableArray<SeriesChanges> Limit(ImmutableArray<SeriesChanges> found, double rate)
    {
        var sorted = found.SelectMany(series => series.Changes).Select(change => change.FalseAlarm).Order().ToArray();
        var tests = Math.Max(found.Length, sorted.Length);
        var limit = 0.0;
        for (var i = 0; i < sorted.Length; i++)
        {
            if (sorted[i] <= rate * (i + 1) / tests) limit = sorted[i];
        }

        return [.. found.Select(series => series with { Changes = series.Changes.RemoveAll(change => change.FalseAlarm > limit) })];
    }
}
