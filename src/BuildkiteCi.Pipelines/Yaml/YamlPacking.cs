using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace BuildkiteCi.Pipelines.Yaml;

/// <summary>
/// Writes nodes as bytes; <see cref="YamlUnpacking"/> reads them. A node is its head (what it is, for a scalar its kind and style too), its
/// place as the lines since the node before and the column, then what it holds.
/// </summary>
internal sealed class YamlPacking(ArrayBufferWriter<byte> bytes, PackedWords words)
{
    /// <summary>Heads: the two lowest bits. Of a scalar three bits for its style and three for its kind follow.</summary>
    public const int Scalar = 0, Sequence = 1, Mapping = 2, StyleShift = 2, KindShift = 5, ThreeBits = 7;

    // What a text begins with: 0 and 1 are texts that come for the first time, in UTF-8, or in UTF-16 where they hold half a character.
    // Above, even numbers are texts that files have in common, odd ones those that this file alone had before.
    public const int NewText = 0, NewHalves = 1, FirstKnown = 2;

    private readonly Dictionary<string, int> known = new(StringComparer.Ordinal);
    private int line;

    /// <summary>Writes a node with all that it holds.</summary>
    public void Node(YamlNode node)
    {
        switch (node)
        {
            case YamlScalar scalar:
                Number(Scalar | ((int)scalar.Style << StyleShift) | ((int)scalar.Kind << KindShift));
                Place(scalar.Location);
                Number(scalar.BodyColumn);
                Text(scalar.Text);
                Text(scalar.Canonical);
                break;
            case YamlSequence sequence:
                Number(Sequence);
                Place(sequence.Location);
                Number(sequence.Items.Length);
                foreach (var item in sequence.Items) Node(item);
                break;
            case YamlMapping mapping:
                Number(Mapping);
                Place(mapping.Location);
                Entries(mapping.Entries.AsSpan());
                Entries(mapping.Repeated.AsSpan());
                break;
            default:
                throw new ArgumentException($"there is no such node as {node.GetType()}", nameof(node));
        }
    }

    private void Entries(ReadOnlySpan<YamlEntry> entries)
    {
        Number(entries.Length);
        foreach (var entry in entries)
        {
            Place(entry.Location);
            Text(entry.Key);
            Node(entry.Value);
        }
    }

    // An alias is where its anchor is, above: the lowest bit is the sign.
    private void Place(SourceLocation location)
    {
        var lines = location.Line - line;
        line = location.Line;
        Number(lines << 1 ^ lines >> 31);
        Number(location.Column);
    }

    private void Text(string text)
    {
        if (known.TryGetValue(text, out var before))
        {
            Number(FirstKnown + (before << 1 | 1));
            return;
        }

        if (words.NumberOf(text) is { } shared)
        {
            Number(FirstKnown + (shared << 1));
            return;
        }

        known.Add(text, known.Count);
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        var buffer = ArrayPool<byte>.Shared.Rent(most);
        var isWhole = Utf8.FromUtf16(text, buffer, out _, out var length, replaceInvalidSequences: false) == OperationStatus.Done;
        Number(isWhole ? NewText : NewHalves);
        var content = isWhole ? buffer.AsSpan(0, length) : MemoryMarshal.AsBytes(text.AsSpan());
        Number(content.Length);
        bytes.Write(content);
        ArrayPool<byte>.Shared.Return(buffer);
    }

    // Seven bits a byte, the lowest first.
    private void Number(int number)
    {
        var rest = (uint)number;
        var span = bytes.GetSpan(5);
        var count = 0;
        for (; rest > 0x7F; rest >>= 7) span[count++] = (byte)(rest | 0x80);
        span[count++] = (byte)rest;
        bytes.Advance(count);
    }
}
