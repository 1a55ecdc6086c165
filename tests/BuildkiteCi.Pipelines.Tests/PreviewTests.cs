using System.Text.Json;
using System.Text.Json.Nodes;
using BuildkiteCi.Pipelines.Interpolation;

namespace BuildkiteCi.Pipelines.Tests;

public sealed class PreviewTests
{
    [Fact]
    public void Every_vector_is_seen_as_Buildkite_sees_it()
    {
        using var vectors = JsonDocument.Parse(Oracle.Text("BuildkiteCi.Pipelines.Tests", "Vectors", "pipelines.json"));
        var failures = vectors.RootElement.EnumerateArray().Select(Failure).OfType<string>().ToList();

        failures.ShouldBeEmpty();
    }

    private static string? Failure(JsonElement vector)
    {
        var name = vector.GetProperty("name").GetString();
        var seen = Preview.Of(
            new SourceFile("pipeline.yml", vector.GetProperty("yaml").GetString()!),
            VariablesOf(vector.GetProperty("env"))
        );
        if (!vector.TryGetProperty("expected", out var expected))
            return seen.Value is null && seen.HasErrors ? null : $"{name}: should be refused, and is {seen.Value?.ToJson()}";
        if (seen.Value is null) return $"{name}: {string.Join("; ", seen.Diagnostics)}";
        if (vector.TryGetProperty("warning", out _) && seen.Diagnostics.IsEmpty) return $"{name}: nothing is reported";
        foreach (var text in new[] { seen.Value.ToJson(), Again(seen.Value) })
            if (!JsonNode.DeepEquals(JsonNode.Parse(text), JsonNode.Parse(expected.GetRawText())))
                return $"{name}: expected {expected.GetRawText()}, and got {text}";
        return null;
    }

    // Through YAML and back: what is written means what was read.
    private static string Again(PipelineDocument document) =>
        PipelineDocument.Read(new SourceFile("again.yml", document.ToYaml())).Value!.ToJson();

    private static Variables VariablesOf(JsonElement env) =>
        Variables.Of(env.EnumerateObject().Select(entry => KeyValuePair.Create(entry.Name, entry.Value.GetString()!)));
}
