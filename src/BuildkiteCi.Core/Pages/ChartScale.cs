using System.Collections.Immutable;

namespace BuildkiteCi.Core.Pages;

/// <summary>Maps a chart's values to its height, with round ticks.</summary>
/// <param name="Low">The value at the bottom.</param>
/// <param name="High">The value at the top.</param>
/// <param name="Ticks">Values with a line and a number, upwards: 1, 2 or 5 times a power of ten apart.</param>
public sealed record ChartScale(double Low, double High, ImmutableArray<double> Ticks)
{
    private const int WantedTicks = 5;

    /// <summary>A scale that holds all of these values, with some air above and below; zero is no value that has to be on it.</summary>
    public static ChartScale Of(IEnumerable<double> values)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in values) (low, high) = (Math.Min(low, value), Math.Max(high, value));
        var span = high - low;
        // Values that are all the same lie in the middle.
        if (span <= Math.Abs(high) * 1e-9) span = Math.Max(Math.Abs(high) * 0.1, 1e-9);
        (low, high) = (low - span * 0.08, high + span * 0.08);
        return Between(low, high, Step((high - low) / WantedTicks));
    }

    /// <summary>A scale from zero to the first tick that is not below any of these values.</summary>
    public static ChartScale FromZero(IEnumerable<double> values)
    {
        var highest = values.Max();
        if (highest <= 0) highest = 1;
        var step = Step(highest / WantedTicks);
        return Between(0, Math.Ceiling(highest / step * (1 - 1e-9)) * step, step);
    }

    /// <summary>0 at the top, 1 at the bottom.</summary>
    public double FromTop(double value) => (High - value) / (High - Low);

    private static ChartScale Between(double low, double high, double step)
    {
        var first = Math.Ceiling(low / step);
        return new ChartScale(low, high, [.. Enumerable.Range(0, 12).Select(i => (first + i) * step).TakeWhile(tick => tick <= high)]);
    }

    private static double Step(double least)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(least)));
        return (least / power) switch { <= 1 => power, <= 2 => 2 * power, <= 5 => 5 * power, _ => 10 * power };
    }
}
