using System.Text.Json.Serialization;

namespace BuildkiteCi.Matrices.Json;

// A comparison as JSON has it. Places are flat, so that a filter in any tool is one line.
internal sealed record ComparisonShape(
    string Format,
    string? Before,
    string After,
    string Implementation,
    ChangeShape[] NewlyFailing,
    ChangeShape[] NewlyPassing,
    ChangeShape[] OtherChanges,
    ChangeShape[] StillFailing,
    ListedShape[] Added,
    ListedShape[] Removed,
    PerformanceShape[] Performance);

internal sealed record ChangeShape(
    string Kind, string Name, string Generation, string Stage, string? Before, string After, string? Since, string? Note, string? Job, string? Issue);

internal sealed record ListedShape(string Kind, string Name);

internal sealed record PerformanceShape(
    string Kind, string Name, string Generation, string Stage, string Measurement, string Unit, double Before, double After, double Ratio, bool Better);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(ComparisonShape))]
internal sealed partial class ComparisonJson : JsonSerializerContext;
