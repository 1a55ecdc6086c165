using System.Collections.Immutable;

namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>Takes out a difference between week-ends and working days: machines share a building with people.</summary>
internal static class WeekdayPattern
{
    private const int Reach = 7;
    private const int FewestOfEach = 8;
    private const double Limit = 4;

    /// <summary>Moves the week-ends onto the working days where they differ by more than four standard errors.</summary>
    public static double[] Remove(double[] values, ImmutableArray<SeriesPoint> points)
    {
        var weekEnds = new List<double>();
        var workDays = new List<double>();
        for (var i = 0; i < values.Length; i++)
        {
            var from = Math.Max(0, i - Reach);
            var residual = values[i] - Robust.Median(values.AsSpan(from, Math.Min(values.Length, i + Reach + 1) - from));
            (IsWeekEnd(points[i]) ? weekEnds : workDays).Add(residual);
        }

        if (weekEnds.Count < FewestOfEach || workDays.Count < FewestOfEach) return values;
        var (first, second) = (weekEnds.ToArray(), workDays.ToArray());
        var difference = Robust.Median(first) - Robust.Median(second);
        // The standard error of a median is 1.2533 times that of a mean.
        var error = 1.2533 * Math.Sqrt(Square(Robust.Deviation(first)) / first.Length + Square(Robust.Deviation(second)) / second.Length);
        if (Math.Abs(difference) <= Limit * error) return values;
        return [.. values.Select((value, i) => IsWeekEnd(points[i]) ? value - difference : value)];
    }

    private static bool IsWeekEnd(SeriesPoint point) => point.Date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    private static double Square(double value) => value * value;
}
