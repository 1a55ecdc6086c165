using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Matrices.Json;

/// <summary>
/// Texts of results files that were read lately, so that they are not in memory twice: names, commands and environments are the same in
/// dozens of releases. It remembers a fixed number of texts, and no addresses, since those differ from job to job.
/// </summary>
internal sealed class SharedTexts
{
    private const int Longest = 512;

    private readonly string?[] lately = new string[1 << 15];

    private readonly Environment?[] latelySorted = new Environment[1 << 13];

    private readonly SubjectName?[] latelyNames = new SubjectName[1 << 12];

    /// <summary>The text that a reader is at; null where it is at a null. What is no text makes the reader throw.</summary>
    public string? Text(ref Utf8JsonReader reader)
    {
        var utf8 = reader.ValueSpan;
        if (
            reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName)
            || reader.ValueIsEscaped
            || utf8.Length > Longest
            || utf8.StartsWith("http"u8)
        )
            return reader.GetString();
        ref var slot = ref lately[Hash(utf8) & (lately.Length - 1)];
        // What is not ASCII never equals, and is read anew.
        return slot is not null && Ascii.Equals(utf8, slot) ? slot : slot = reader.GetString();
    }

    /// <summary>A subject's name; null where the text is none.</summary>
    public SubjectName? Name(string text)
    {
        ref var slot = ref latelyNames[RuntimeHelpers.GetHashCode(text) & (latelyNames.Length - 1)];
        return slot is not null && ReferenceEquals(slot.Text, text) ? slot : slot = SubjectName.Parse(text);
    }

    /// <summary>Names with texts in order, the same object as lately where they are the same.</summary>
    public ImmutableSortedDictionary<string, string> Sorted(ReadOnlySpan<KeyValuePair<string, string>> texts)
    {
        var hash = 0;
        foreach (var (name, text) in texts)
            hash = (((hash * 31) + RuntimeHelpers.GetHashCode(name)) * 31) + RuntimeHelpers.GetHashCode(text);
        ref var slot = ref latelySorted[hash & (latelySorted.Length - 1)];
        return (slot is not null && AreSame(slot.Texts, texts) ? slot : slot = new Environment([.. texts])).Sorted;
    }

    private static bool AreSame(KeyValuePair<string, string>[] known, ReadOnlySpan<KeyValuePair<string, string>> texts)
    {
        if (known.Length != texts.Length) return false;
        for (var at = 0; at < known.Length; at++)
            if (!ReferenceEquals(known[at].Key, texts[at].Key) || !ReferenceEquals(known[at].Value, texts[at].Value)) return false;
        return true;
    }

    // Only where a text is looked for depends on it: two texts of one hash take each other's place, and no more.
    private static int Hash(ReadOnlySpan<byte> utf8)
    {
        var hash = (ulong)utf8.Length;
        for (; utf8.Length >= sizeof(ulong); utf8 = utf8[sizeof(ulong)..])
            hash = BitOperations.RotateLeft((hash ^ BinaryPrimitives.ReadUInt64LittleEndian(utf8)) * 0x9E3779B97F4A7C15, 29);
        foreach (var one in utf8) hash = (hash ^ one) * 0x100000001B3;
        return (int)((hash * 0x9E3779B97F4A7C15) >> 33);
    }

    private sealed class Environment(KeyValuePair<string, string>[] texts)
    {
        public KeyValuePair<string, string>[] Texts { get; } = texts;

        // Of a name that is there twice the last text counts, as elsewhere in JSON.
        public ImmutableSortedDictionary<string, string> Sorted { get; } =
            ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).SetItems(texts);
    }
}
