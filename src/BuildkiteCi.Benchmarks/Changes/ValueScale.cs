using System.Collections.Immutable;

namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>A series' values as detection looks at them: logarithms where all are positive, else as they are.</summary>
internal sealed record ValueScale(double[] Values, bool IsLogarithmic)
{
    public static ValueScale Of(ImmutableArray<SeriesPoint> points) => points.All(point => point.Value > 0)
        ? new ValueScale([.. points.Select(point => Math.Log(point.Value))], IsLogarithmic: true)
        : new ValueScale([.. points.Select(point => point.Value)], IsLogarithmic: false);

    public double Back(double value) => IsLogarithmic ? Math.Exp(value) : value;

    // Of the log-normal, to first order.
    public double BackDeviation(double mean, double deviation) => IsLogarithmic ? Math.Exp(mean) * deviation : deviation;

    /// <summary>New over old minus 1, of a difference on this scale.</summary>
    public double Relative(double before, double difference) =>
        IsLogarithmic ? Math.Exp(difference) - 1 : difference / Math.Max(Math.Abs(before), double.Epsilon);
}
