using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BuildkiteCi.Adopting.Texts;

/// <summary>Writes texts as JSON, which is YAML too, characters as they are.</summary>
[JsonSerializable(typeof(string))]
internal sealed partial class Json : JsonSerializerContext
{
    private static readonly Json AsTheyAre = new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>A text within quotes.</summary>
    public static string Quoted(string text) => JsonSerializer.Serialize(text, AsTheyAre.String);
}
