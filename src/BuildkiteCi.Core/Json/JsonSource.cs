using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace BuildkiteCi.Core.Json;

/// <summary>Reads JSON and keeps where everything is.</summary>
public static partial class JsonSource
{
    /// <summary>B001: a file is not the JSON that it should be.</summary>
    public static readonly Rule NotJson = new("B001", Severity.Error, "The file is not the JSON that it should be",
        """{ "names": [ }""", """{ "names": [] }""")
    {
        Why = "A comma too many in a case file, and the benchmark's build made no steps for any case.",
    };

    /// <summary>Reads a whole file. Text that is no JSON is one B001 at the place where it stops being JSON.</summary>
    public static Diagnosed<JsonPart> Parse(SourceFile file) => ParseAt(file.Path, file.Text, firstLine: 1);

    /// <summary>Reads a part of a file that begins at the start of line <paramref name="firstLine"/> (JSON lines).</summary>
    public static Diagnosed<JsonPart> ParseAt(string path, string text, int firstLine)
    {
        var (readable, notFinite) = HideNotFinite(text);
        var bytes = Encoding.UTF8.GetBytes(readable);
        var reading = new Reading(path, bytes, firstLine, notFinite);
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = 64 });
        try
        {
            reader.Read();
            var part = reading.Part(ref reader);
            // Anything behind the value is an error of the reader's.
            reader.Read();
            return Diagnosed.Ok(part);
        }
        catch (JsonException failure)
        {
            var line = (int)(failure.LineNumber ?? 0);
            var location = reading.LocationOf(line, (int)(failure.BytePositionInLine ?? 0));
            return Diagnosed.With<JsonPart>(null, [new Diagnostic(NotJson, location, Reason(failure), "mend the JSON there")]);
        }
        catch (InvalidOperationException)
        {
            // The library reads a lone surrogate ("\\ud800") as a token and refuses it only as text.
            return Diagnosed.With<JsonPart>(null, [new Diagnostic(NotJson, reading.LocationAt(reader.TokenStartIndex),
                "this string holds half a character (a lone surrogate)", "write the whole character")]);
        }
    }

    // Python's json module writes NaN and Infinity bare. A string of the same length takes their place, so that no position moves.
    private static (string Text, ImmutableHashSet<int> At) HideNotFinite(string text)
    {
        if (!text.Contains("NaN", StringComparison.Ordinal) && !text.Contains("Infinity", StringComparison.Ordinal)) return (text, []);
        var found = ImmutableHashSet.CreateBuilder<int>();
        var readable = StringOrNotFinite().Replace(text, match =>
        {
            if (match.Value[0] == '"') return match.Value;
            found.Add(Encoding.UTF8.GetByteCount(text.AsSpan(0, match.Index)));
            return $"\"{match.Value[1..^1]}\"";
        });
        return (readable, found.ToImmutable());
    }

    private static string Reason(JsonException failure)
    {
        // The library ends its sentence with the position, which the location has already.
        var message = failure.Message;
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return $"this is no JSON: {(end < 0 ? message : message[..end]).TrimEnd('.')}";
    }

    [GeneratedRegex("""
        "(?:[^"\\]|\\.)*"|-?Infinity|NaN
        """, RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex StringOrNotFinite();

    private sealed class Reading(string path, byte[] bytes, int firstLine, ImmutableHashSet<int> notFinite)
    {
        private readonly ImmutableArray<int> lineStarts =
            [0, .. Enumerable.Range(0, bytes.Length).Where(index => bytes[index] == (byte)'\n').Select(index => index + 1)];

        public SourceLocation LocationOf(int line, int byteInLine)
        {
            var start = lineStarts[Math.Min(line, lineStarts.Length - 1)];
            var length = Math.Clamp(byteInLine, 0, bytes.Length - start);
            return new SourceLocation(path, firstLine + line, Encoding.UTF8.GetCharCount(bytes, start, length) + 1);
        }

        public JsonPart Part(ref Utf8JsonReader reader)
        {
            var location = LocationAt(reader.TokenStartIndex);
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject: return Object(ref reader, location);
                case JsonTokenType.StartArray: return Array(ref reader, location);
                case JsonTokenType.Number: return new JsonNumberPart(location, Encoding.UTF8.GetString(reader.ValueSpan));
                case JsonTokenType.True or JsonTokenType.False:
                    return new JsonBooleanPart(location, reader.TokenType == JsonTokenType.True);
                case JsonTokenType.Null: return new JsonNullPart(location);
                default:
                    var text = reader.GetString()!;
                    return notFinite.Contains((int)reader.TokenStartIndex)
                        ? new JsonNotFinitePart(location, NotFinite(text))
                        : new JsonTextPart(location, text);
            }
        }

        private static string NotFinite(string hidden) => hidden switch { "a" => "NaN", "nfinit" => "Infinity", _ => "-Infinity" };

        private JsonObjectPart Object(ref Utf8JsonReader reader, SourceLocation location)
        {
            var members = ImmutableArray.CreateBuilder<JsonMember>();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
            {
                var (name, nameLocation) = (reader.GetString()!, LocationAt(reader.TokenStartIndex));
                reader.Read();
                members.Add(new JsonMember(name, nameLocation, Part(ref reader)));
            }

            return new JsonObjectPart(location, members.ToImmutable());
        }

        private JsonArrayPart Array(ref Utf8JsonReader reader, SourceLocation location)
        {
            var items = ImmutableArray.CreateBuilder<JsonPart>();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) items.Add(Part(ref reader));
            return new JsonArrayPart(location, items.ToImmutable());
        }

        public SourceLocation LocationAt(long index)
        {
            var found = lineStarts.BinarySearch((int)index);
            var line = found >= 0 ? found : ~found - 1;
            return LocationOf(line, (int)index - lineStarts[line]);
        }
    }
}
