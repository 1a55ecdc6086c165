using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace BuildkiteCi.Core.Json;

/// <summary>Makes JSON texts. Characters stay readable, since the texts are files and outputs and never parts of a page.</summary>
public static class JsonText
{
    private static readonly JsonWriterOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = true,
        NewLine = "\n",
    };

    private const int LongestPiece = 8192;

    private static readonly JsonWriterOptions Short = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The document that <paramref name="write"/> writes: indented, LF at the end of each line.</summary>
    public static string Indented(Action<Utf8JsonWriter> write) => Write(Readable, write) + "\n";

    /// <summary>The document that <paramref name="write"/> writes: one line, without its end.</summary>
    public static string Line(Action<Utf8JsonWriter> write) => Write(Short, write);

    /// <summary>An object with the members that <paramref name="members"/> writes: indented, LF at the end of each line.</summary>
    public static string IndentedObject(Action<Utf8JsonWriter> members) => Indented(json => WriteObject(json, members));

    /// <summary>An object with the members that <paramref name="members"/> writes: one line, without its end.</summary>
    public static string ObjectLine(Action<Utf8JsonWriter> members) => Line(json => WriteObject(json, members));

    /// <summary>Writes a member that is a text of any length. The writer would take up to twelve times its length for what it might have to
    /// escape, and keep that for the next one.</summary>
    public static void WriteLongString(this Utf8JsonWriter json, string name, string text)
    {
        json.WritePropertyName(name);
        var rest = text.AsSpan();
        for (; rest.Length > LongestPiece; rest = rest[LongestPiece..])
            json.WriteStringValueSegment(rest[..LongestPiece], isFinalSegment: false);
        json.WriteStringValueSegment(rest, isFinalSegment: true);
    }

    private static void WriteObject(Utf8JsonWriter json, Action<Utf8JsonWriter> members)
    {
        json.WriteStartObject();
        members(json);
        json.WriteEndObject();
    }

    private static string Write(JsonWriterOptions options, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, options)) write(json);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
