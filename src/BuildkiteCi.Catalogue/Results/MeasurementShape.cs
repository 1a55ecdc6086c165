using System.Text.Json.Serialization;

namespace BuildkiteCi.Catalogue.Results;

/// <summary>A measurement as JSON has it, in meta-data and in results files; anything may be missing.</summary>
/// <param name="Name">The metric's name.</param>
/// <param name="Value">The number, in <paramref name="Unit"/>.</param>
/// <param name="Unit">The unit's symbol, empty for a count.</param>
/// <param name="Target">The number to reach, in the same unit.</param>
/// <param name="Better"><c>higher</c>, <c>lower</c> or <c>neither</c>; absent in files of before it was written.</param>
/// <param name="StandardError">In the same unit.</param>
public sealed record MeasurementShape(
    string? Name,
    double? Value,
    string? Unit,
    double? Target,
    string? Better = null,
    double? StandardError = null
)
{
    /// <summary>The shape of a measurement.</summary>
    public static MeasurementShape Of(Measurement measurement) => new(
        measurement.Metric.Name, measurement.Value, measurement.Metric.Unit.Symbol, measurement.Target,
        measurement.Metric.Better.ToString().ToLowerInvariant(), measurement.StandardError);

    /// <summary>The measurement; null where name or value are missing or the value is no number. A target or error that is none is left
    /// out.</summary>
    public Measurement? Measurement() => Name is { Length: > 0 } name && Value is { } value && double.IsFinite(value)
        ? new Measurement(Metric(name), value) { Target = Finite(Target), StandardError = Finite(StandardError) }
        : null;

    // What is too large for a number (1e400) is none.
    private static double? Finite(double? number) => number is { } known && double.IsFinite(known) ? known : null;

    // Before the direction was written, a score was the one measurement without a unit.
    private Metric Metric(string name) => Enum.TryParse<Better>(Better, ignoreCase: true, out var better)
        ? new Metric(name, MetricUnit.Of(Unit ?? ""), better)
        : Results.Metric.Of(name, string.IsNullOrEmpty(Unit) ? MetricUnit.Fraction : MetricUnit.Of(Unit));
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    ReadCommentHandling = System.Text.Json.JsonCommentHandling.Skip)]
[JsonSerializable(typeof(MeasurementShape[]))]
internal sealed partial class MeasurementJson : JsonSerializerContext;
