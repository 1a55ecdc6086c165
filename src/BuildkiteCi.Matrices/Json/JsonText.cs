using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace BuildkiteCi.Matrices.Json;

/// <summary>Writes one JSON object as text, with LF at the end; emoji stay readable. Never put into a page.</summary>
internal static class JsonText
{
    private static readonly JsonWriterOptions Indented = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = true,
        NewLine = "\n",
    };

    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(Action<Utf8JsonWriter> properties) => Of(Indented, properties);

    /// <summary>The same without blanks, for large files.</summary>
    public static string CompactOf(Action<Utf8JsonWriter> properties) => Of(Compact, properties);

    private static string Of(JsonWriterOptions options, Action<Utf8JsonWriter> properties)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, options))
        {
            json.WriteStartObject();
            properties(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length) + "\n";
    }
}
