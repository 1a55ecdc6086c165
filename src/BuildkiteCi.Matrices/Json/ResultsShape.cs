using System.Text.Json.Serialization;
using BuildkiteCi.Catalogue.Results;

namespace BuildkiteCi.Matrices.Json;

// The results file as JSON has it; results.schema.json describes it for others. Everything may be missing here: ResultsFile checks it.
internal sealed record ResultsShape(string? Format, string? Version, PublicationShape? Publication, GenerationShape?[]? Generations);

internal sealed record PublicationShape(
    string? Implementation,
    DateTimeOffset? Date,
    string? Release,
    string? Build,
    IReadOnlyDictionary<string, string>? Commits,
    IReadOnlyDictionary<string, string>? Versions,
    string? PublishedBy);

internal sealed record GenerationShape(string? Generation, SubjectShape?[]? Subjects);

internal sealed record SubjectShape(
    string? Name,
    string? Kind,
    string? Category,
    string? Architecture,
    StageShape?[]? Stages,
    CaseShape?[]? Cases = null
);

internal sealed record CaseShape(string? Case, MeasurementShape?[]? Measurements);

internal sealed record StageShape(
    string? Stage,
    string? Status,
    string? Text,
    string? Note,
    string? Job,
    string? Issue,
    MeasurementShape?[]? Measurements,
    double? Seconds,
    int? Retries,
    SetupShape? Setup
);

internal sealed record SetupShape(int? Chips, string? Serve, double? Target, IReadOnlyDictionary<string, string>? Environment);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    ReadCommentHandling = System.Text.Json.JsonCommentHandling.Skip)]
[JsonSerializable(typeof(ResultsShape))]
[JsonSerializable(typeof(PublicationShape))]
[JsonSerializable(typeof(SubjectShape))]
internal sealed partial class ResultsJson : JsonSerializerContext;
