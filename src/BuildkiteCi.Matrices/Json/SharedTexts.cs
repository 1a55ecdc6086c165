using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Matrices.Json;

/// <summary>
/// Reads the texts of results files so that what was read lately is not there twice: names, commands and environments are the same in
/// dozens of releases. It remembers a fixed number of texts, and no addresses, since those differ from job to job.
/// </summary>
internal sealed class SharedTexts : JsonConverter<string>
{
    private const int Longest = 512;

    private readonly string?[] lately = new string[1 << 15];

    private readonly ImmutableSortedDictionary<string, string>?[] latelySorted = new ImmutableSortedDictionary<string, string>[1 << 12];

    private readonly SubjectName?[] latelyNames = new SubjectName[1 << 12];

    private ResultsJson? json;

    /// <summary>Reads JSON with these texts.</summary>
    public ResultsJson Json => json ??= new ResultsJson(new JsonSerializerOptions(ResultsJson.Default.Options) { Converters = { this } });

    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Null) return null;
        // What is no text is refused with the serializer's own words.
        if (reader.TokenType != JsonTokenType.String) return reader.GetString();
        return Text(ref reader);
    }

    public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Text(ref reader);

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    /// <summary>A subject's name; null where the text is none.</summary>
    public SubjectName? Name(string text)
    {
        ref var slot = ref latelyNames[string.GetHashCode(text, StringComparison.Ordinal) & (latelyNames.Length - 1)];
        return slot is not null && slot.Text == text ? slot : slot = SubjectName.Parse(text);
    }

    /// <summary>Names with texts in order, the same object as lately where they are the same.</summary>
    public ImmutableSortedDictionary<string, string> Sorted(IReadOnlyDictionary<string, string> texts)
    {
        var hash = new HashCode();
        foreach (var (_, text) in texts) hash.Add(text, StringComparer.Ordinal);
        ref var slot = ref latelySorted[hash.ToHashCode() & (latelySorted.Length - 1)];
        return slot is not null && slot.Count == texts.Count && AreSame(slot, texts)
            ? slot
            : slot = texts.ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    private static bool AreSame(ImmutableSortedDictionary<string, string> known, IReadOnlyDictionary<string, string> texts)
    {
        foreach (var (name, text) in texts)
            if (!known.TryGetValue(name, out var its) || its != text) return false;
        return true;
    }

    private string Text(ref Utf8JsonReader reader)
    {
        if (reader.HasValueSequence || reader.ValueSpan.Length > Longest || reader.ValueSpan.StartsWith("http"u8))
            return reader.GetString()!;
        Span<char> buffer = stackalloc char[Longest];
        var text = buffer[..reader.CopyString(buffer)];
        ref var slot = ref lately[string.GetHashCode(text, StringComparison.Ordinal) & (lately.Length - 1)];
        return slot is not null && text.SequenceEqual(slot) ? slot : slot = text.ToString();
    }
}
