using System.Globalization;

namespace BuildkiteCi.Benchmarks.Metrics;

/// <summary>Writes values for people.</summary>
public static class MetricText
{
    private const double Minute = 60;
    private const double Hour = 3600;

    /// <summary>A value with as many digits as tell something, and its unit: a time of a minute and more in the unit that people use (<c>1
    /// h</c>).</summary>
    public static string Value(double value, MetricUnit unit)
    {
        var seconds = unit == MetricUnit.Milliseconds ? value / 1000 : unit == MetricUnit.Seconds ? value : 0;
        if (Math.Abs(seconds) >= Hour) return string.Create(CultureInfo.InvariantCulture, $"{seconds / Hour:0.##} h");
        if (Math.Abs(seconds) >= 10 * Minute) return string.Create(CultureInfo.InvariantCulture, $"{seconds / Minute:0.#} min");
        if (unit == MetricUnit.Milliseconds && Math.Abs(seconds) >= Minute)
            return string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s");

        var isCount = (unit == MetricUnit.Count || unit == MetricUnit.Tokens) && double.IsInteger(value);
        var digits = Math.Abs(value) switch
        {
            >= 1000 => "#,0",
            _ when isCount => "0",
            >= 100 => "0.0",
            >= 1 => "0.00",
            0 => "0",
            _ => "0.0000",
        };
        return unit.Text(value.ToString(digits, CultureInfo.InvariantCulture));
    }
}
