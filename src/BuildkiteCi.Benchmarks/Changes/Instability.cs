using System.Globalization;

namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>Tells a series that changes all the time, whatever the code does: an alert of it would be one of many.</summary>
internal static class Instability
{
    private const int Recent = 60;
    private const int MostChanges = 5;
    private const double MostSpread = 0.2;
    private const double MostWild = 0.2;
    private const double WildAt = 5;
    private const int FewestOfLevel = 20;

    /// <summary>Why the series is unstable; null where it is not.</summary>
    public static string? Of(SeriesChanges found)
    {
        var points = found.Series.Points;
        if (!found.HasEnoughData) return null;
        var from = points.Length - Recent;
        var steps = found.Levels.Skip(1).Count(level => level.From >= from);
        if (steps >= MostChanges) return $"unstable, {steps} changes within {Math.Min(Recent, points.Length)} runs";
        var level = found.Levels[^1];
        if (level.Count < FewestOfLevel || level.Center == 0 || found.Drifts) return null;
        var spread = Math.Abs(level.Spread / level.Center);
        if (spread >= MostSpread)
            return string.Create(CultureInfo.InvariantCulture, $"unstable, runs of the same level differ by {spread * 100:0} %");
        var wild = points[level.From..(level.To + 1)]
            .Count(point => Math.Abs(point.Value - level.Center) > WildAt * level.Spread && level.Spread > 0);
        return wild >= MostWild * level.Count ? $"unstable, {wild} of {level.Count} runs are far off" : null;
    }
}
