using System.Text.Json.Serialization;

namespace BuildkiteCi.Catalogue.Results;

/// <summary>A measurement as JSON has it, in meta-data and in results files; anything may be missing.</summary>
/// <param name="Name">The metric's name.</param>
/// <param name="Value">The number, in <paramref name="Unit"/>.</param>
/// <param name="Unit">The unit, empty for a fraction or a count.</param>
/// <param name="Target">The number to reach, in the same unit.</param>
public sealed record MeasurementShape(string? Name, double? Value, string? Unit, double? Target);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    ReadCommentHandling = System.Text.Json.JsonCommentHandling.Skip)]
[JsonSerializable(typeof(MeasurementShape[]))]
internal sealed partial class MeasurementJson : JsonSerializerContext;
