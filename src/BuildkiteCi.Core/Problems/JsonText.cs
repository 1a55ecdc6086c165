using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace BuildkiteCi.Core.Problems;

/// <summary>Makes JSON texts; characters stay readable, since the texts are files and never parts of a page.</summary>
internal static class JsonText
{
    /// <summary>The text that <paramref name="write"/> writes, without a line end at its end.</summary>
    public static string Write(bool indented, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (
            var json = new Utf8JsonWriter(
                buffer,
                new JsonWriterOptions
                {
                    Indented = indented,
                    NewLine = "\n",
                    Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
                }
            )
        )
            write(json);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
