using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;

namespace BuildkiteCi.Pipelines.Yaml;

/// <summary>Reads the nodes that <see cref="YamlPacking"/> wrote.</summary>
/// <param name="path">The file that they are in.</param>
/// <param name="bytes">What was written.</param>
/// <param name="words">What it has in common with other files.</param>
internal sealed class YamlUnpacking(string path, byte[] bytes, PackedWords words)
{
    private readonly List<string> known = [];
    private int at;
    private int line;

    /// <summary>Reads the next node with all that it holds.</summary>
    public YamlNode Node()
    {
        var head = Number();
        var location = Place();
        switch (head & 3)
        {
            case YamlPacking.Scalar:
                var column = Number();
                var text = Text();
                var kind = (ScalarKind)(head >> YamlPacking.KindShift & YamlPacking.ThreeBits);
                var style = (ScalarStyle)(head >> YamlPacking.StyleShift & YamlPacking.ThreeBits);
                return new YamlScalar(location, text, style, new ScalarMeaning(kind, Text()), column);
            case YamlPacking.Sequence:
                var items = new YamlNode[Number()];
                for (var i = 0; i < items.Length; i++) items[i] = Node();
                return new YamlSequence(location, ImmutableCollectionsMarshal.AsImmutableArray(items));
            default:
                var entries = Entries();
                var repeated = Entries();
                return repeated.IsEmpty ? new YamlMapping(location, entries) : new YamlMapping(location, entries) { Repeated = repeated };
        }
    }

    private ImmutableArray<YamlEntry> Entries()
    {
        var entries = new YamlEntry[Number()];
        for (var i = 0; i < entries.Length; i++) entries[i] = new YamlEntry(Place(), Text(), Node());
        return ImmutableCollectionsMarshal.AsImmutableArray(entries);
    }

    private SourceLocation Place()
    {
        var lines = Number();
        line += lines >>> 1 ^ -(lines & 1);
        return new SourceLocation(path, line, Number());
    }

    private string Text()
    {
        var number = Number() - YamlPacking.FirstKnown;
        if (number >= 0) return (number & 1) == 0 ? words[number >> 1] : known[number >> 1];
        var length = Number();
        var content = bytes.AsSpan(at, length);
        at += length;
        var text =
            number + YamlPacking.FirstKnown == YamlPacking.NewText
                ? Encoding.UTF8.GetString(content)
                : new string(MemoryMarshal.Cast<byte, char>(content));
        known.Add(text);
        return text;
    }

    private int Number()
    {
        var number = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = bytes[at++];
            number |= (next & 0x7F) << shift;
            if (next <= 0x7F) return number;
        }
    }
}
