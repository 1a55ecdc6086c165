using System.Globalization;
using BuildkiteCi.Catalogue.Results;

namespace BuildkiteCi.Matrices.Judging;

/// <summary>Measured numbers as people read them.</summary>
public static class NumberText
{
    /// <summary>A number: whole from 100 up, else at most two decimals; of a fraction three.</summary>
    public static string Of(double value, MetricUnit? unit = null) =>
        value.ToString(Math.Abs(value) >= 100 ? "#,0" : unit == MetricUnit.Fraction ? "0.###" : "0.##", CultureInfo.InvariantCulture);

    /// <summary>A measurement with its unit: <c>11.42 req/s</c>.</summary>
    public static string Of(Measurement measurement) => measurement.Metric.Unit.Text(Of(measurement.Value, measurement.Metric.Unit));

    /// <summary>A target with its direction, without its unit: <c>≥ 11.5</c>.</summary>
    public static string OfTarget(double target, Metric? metric) =>
        $"{(metric?.Better == Better.Lower ? "≤" : "≥")} {Of(target, metric?.Unit)}";
}
