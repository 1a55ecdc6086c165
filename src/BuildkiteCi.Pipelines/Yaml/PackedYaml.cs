using System.Buffers;

namespace BuildkiteCi.Pipelines.Yaml;

/// <summary>
/// The nodes of a file as bytes: a twentieth of what the nodes take, and read back ten times as fast as the file. Of a catalogue of 100,000
/// files only these are in memory; the nodes are made anew for as long as somebody looks at them.
/// </summary>
public sealed class PackedYaml
{
    private readonly string path;
    private readonly byte[] content;
    private readonly PackedWords words;

    private PackedYaml(string path, byte[] content, PackedWords words)
    {
        this.path = path;
        this.content = content;
        this.words = words;
    }

    /// <summary>How many bytes the nodes take.</summary>
    public int Length => content.Length;

    /// <summary>Packs what was read of a file. An alias takes what its anchor takes.</summary>
    /// <param name="root">The root, as <see cref="YamlReader"/> made it: every node is in the one file.</param>
    /// <param name="words">What it has in common with other files.</param>
    public static PackedYaml Of(YamlNode root, PackedWords words)
    {
        var bytes = new ArrayBufferWriter<byte>(1024);
        new YamlPacking(bytes, words).Node(root);
        return new PackedYaml(root.Location.Path, bytes.WrittenSpan.ToArray(), words);
    }

    /// <summary>The nodes, equal to those that were packed in meaning, places and style; made anew each time.</summary>
    public YamlNode Unpack() => new YamlUnpacking(path, content, words).Node();
}
