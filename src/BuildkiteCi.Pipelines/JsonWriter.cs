using System.Text.Json;
using BuildkiteCi.Core.Json;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines;

/// <summary>Writes nodes as JSON: indented, characters as they are, numbers in the digits that Buildkite gets.</summary>
public static class JsonWriter
{
    /// <summary>The text, with a line end at its end. A number that JSON has no word for (not a number, infinite) is null.</summary>
    public static string Write(YamlNode node) => JsonText.Indented(json => Write(json, node));

    private static void Write(Utf8JsonWriter json, YamlNode node)
    {
        switch (node)
        {
            case YamlMapping mapping:
                json.WriteStartObject();
                foreach (var entry in mapping.Entries)
                {
                    json.WritePropertyName(entry.Key);
                    Write(json, entry.Value);
                }

                json.WriteEndObject();
                break;
            case YamlSequence list:
                json.WriteStartArray();
                foreach (var item in list.Items) Write(json, item);
                json.WriteEndArray();
                break;
            case YamlScalar scalar:
                Write(json, scalar);
                break;
        }
    }

    private static void Write(Utf8JsonWriter json, YamlScalar scalar)
    {
        switch (scalar.Kind)
        {
            case ScalarKind.Boolean:
                json.WriteBooleanValue(scalar.Canonical == "true");
                break;
            case ScalarKind.WholeNumber or ScalarKind.Number when scalar.IsFinite:
                json.WriteRawValue(scalar.Canonical);
                break;
            case ScalarKind.Text or ScalarKind.Timestamp:
                json.WriteStringValue(scalar.Canonical);
                break;
            default:
                json.WriteNullValue();
                break;
        }
    }
}
