using BuildkiteCi.Pipelines.Yaml;
using CsCheck;

namespace BuildkiteCi.Pipelines.Tests.Yaml;

public sealed class YamlProperties
{
    // Texts made of what YAML gives a meaning to, beside ordinary and rare characters.
    private static readonly Gen<string> Text = Gen.OneOf(
            Gen.OneOf(
                "true",
                "~",
                "01",
                "1e3",
                "2026-11-24",
                "<<",
                "=",
                "---",
                "...",
                "- ",
                "? ",
                ": ",
                "#",
                " #",
                "a: b",
                "'",
                "\"",
                "\\",
                "|",
                ">",
                "",
                " ",
                "\n",
                "\t\n",
                "a\n\n",
                " a\nb",
                "é",
                "🦀",
                "\u2028",
                "\u0085",
                "\0",
                "\uFEFF",
                "*a",
                "&a",
                "!x",
                "%",
                "@",
                "`"
            ),
            Gen.String[Gen.Char["abc 019:-#\n\t\"'\\{}[],&*!|>%@`~=?._é\u2028"], 0, 12],
            Gen.String[0, 8].Where(text => !HasLoneSurrogate(text))
        )
        .Array[1, 3]
        .Select(string.Concat);

    private static readonly Gen<YamlNode> Scalar = Gen.OneOf(
        Text.Select(text => (YamlNode)YamlScalar.Of(text)),
        Gen.Long.Select(number => (YamlNode)YamlScalar.Of(number)),
        Gen.Bool.Select(value => (YamlNode)YamlScalar.Of(value)),
        Gen.Const((YamlNode)YamlScalar.Null()),
        Gen.OneOf("0x1F", "1.10", "1e3", ".inf", "-.inf", ".nan", "1e+20", "2026-11-24", "-0.0", "1_000").Select(Read));

    private static readonly Gen<YamlNode> Node = Gen.Recursive<YamlNode>((depth, node) => depth > 3
        ? Scalar
        : Gen.Frequency(
            (3, Scalar),
            (1, node.Array[0, 4].Select(items => (YamlNode)YamlSequence.Of(items))),
            (1, Gen.Select(Text, node).Array[0, 4].Select(entries => (YamlNode)YamlMapping.Of(entries.DistinctBy(entry => entry.Item1))))));

    [Fact]
    public void What_is_written_reads_back_equal() =>
        Node.Sample(node => Read(YamlWriter.Write(node)).Equals(node), iter: 20_000, print: YamlWriter.Write);

    [Fact]
    public void Writing_what_was_read_from_written_text_changes_nothing() =>
        Node.Sample(node => YamlWriter.Write(Read(YamlWriter.Write(node))) == YamlWriter.Write(node), iter: 2_000, print: YamlWriter.Write);

    [Fact]
    public void What_is_packed_unpacks_the_same_with_its_places_and_styles() =>
        Node.Sample(
            node =>
            {
                var read = Read(YamlWriter.Write(node));
                var words = new PackedWords();
                // The second and the third file have all of it in common with the first.
                var packed = Enumerable.Range(0, 3).Select(_ => PackedYaml.Of(read, words)).ToArray();
                return packed.All(one => PackedYamlTests.InFull(one.Unpack()) == PackedYamlTests.InFull(read));
            },
            iter: 2_000,
            print: YamlWriter.Write
        );

    private static YamlNode Read(string yaml)
    {
        var read = YamlReader.Read(new SourceFile("a.yml", yaml));
        return read.Value ?? throw new InvalidOperationException(read.Diagnostics[0] + "\n" + yaml);
    }

    private static bool HasLoneSurrogate(string text) =>
        text.Where((character, i) => char.IsSurrogate(character)
            && !(char.IsHighSurrogate(character) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            && !(char.IsLowSurrogate(character) && i > 0 && char.IsHighSurrogate(text[i - 1]))).Any();
}
