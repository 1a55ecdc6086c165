using System.Globalization;

namespace BuildkiteCi.Benchmarks.Metrics;

/// <summary>Writes values for people.</summary>
public static class MetricText
{
    /// <summary>A value with as many digits as tell something, and its unit.</summary>
    public static string Value(double value, MetricUnit unit)
    {
        var isCount = (unit == MetricUnit.Count || unit == MetricUnit.Tokens) && double.IsInteger(value);
        var digits = Math.Abs(value) switch { >= 1000 => "#,0", _ when isCount => "0", >= 100 => "0.0", >= 1 => "0.00", 0 => "0", _ => "0.0000" };
        return unit.Text(value.ToString(digits, CultureInfo.InvariantCulture));
    }
}
