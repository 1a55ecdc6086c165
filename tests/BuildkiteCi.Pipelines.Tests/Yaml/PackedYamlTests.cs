using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Tests.Yaml;

public sealed class PackedYamlTests
{
    [Theory]
    [InlineData("steps:\n  - label: \"Unit ${TPU_VERSION:-tpu6e}\"\n    command: |\n\n        pytest -x\n      # and so on\n")]
    [InlineData("a: &x { k: 1, l: [0x1F, 1.10, ~, TRUE, 2026-11-24] }\nb: *x\nc: { <<: *x, l: other }\nd: *x\n")]
    [InlineData("a: 1\nb: 2\na: 3\nb: { c: 1, c: 2 }\n")]
    [InlineData("a: 'it''s'\nb: >\n  folded\n  text\n\nc: \"tab\\t \\U0001F980 🦀\"\n")]
    [InlineData("? true\n: 1\n12: 2\n1.5: 3\n\"\": 4\n")]
    [InlineData("[]\n")]
    [InlineData("just a text\n")]
    public void Nothing_of_a_file_is_lost_while_it_is_packed(string yaml)
    {
        var root = YamlReader.Read(new SourceFile(".buildkite/a.yml", yaml)).Value!;

        InFull(PackedYaml.Of(root, new PackedWords()).Unpack()).ShouldBe(InFull(root));
    }

    [Fact]
    public void Half_a_character_is_kept() =>
        InFull(PackedYaml.Of(YamlScalar.Of("a\ud83e", new SourceLocation("a.yml", 3, 5)), new PackedWords()).Unpack())
            .ShouldBe("a.yml:3:5 Plain Text 0 <a\ud83e> <a\ud83e>");

    [Fact]
    public void A_file_takes_no_more_bytes_than_it_has_characters()
    {
        var yaml = string.Concat(
            Enumerable
                .Range(1, 6)
                .Select(i => $"  - label: \"Unit tests of stage {i}\"\n    key: stage-{i}\n    command: pytest tests/stage_{i}\n")
        );

        var root = YamlReader.Read(new SourceFile("a.yml", $"steps:\n{yaml}")).Value!;
        PackedYaml.Of(root, new PackedWords()).Length.ShouldBeLessThan(yaml.Length);
    }

    [Fact]
    public void What_files_have_in_common_is_there_once()
    {
        var words = new PackedWords();
        var packed = Enumerable.Range(1, 5).Select(i => (Root: File(i), Packed: PackedYaml.Of(File(i), words))).ToArray();

        // The first file cannot know; the second one finds what it shares with it.
        packed[4].Packed.Length.ShouldBeLessThan(packed[0].Packed.Length / 2);
        foreach (var (root, one) in packed) InFull(one.Unpack()).ShouldBe(InFull(root));
        Texts(packed[3].Packed.Unpack()).Single(text => text.StartsWith("pytest", StringComparison.Ordinal))
            .ShouldBeSameAs(Texts(packed[4].Packed.Unpack()).Single(text => text.StartsWith("pytest", StringComparison.Ordinal)));

        static YamlNode File(int number) =>
            YamlReader.Read(
                new SourceFile($"{number}.yml", $"steps:\n  - key: k{number}\n    command: pytest -s -v -x tests/models --maxfail 1\n")
            ).Value!;
        static IEnumerable<string> Texts(YamlNode node) => node switch
        {
            YamlScalar scalar => [scalar.Text],
            YamlSequence sequence => sequence.Items.SelectMany(Texts),
            YamlMapping mapping => mapping.Entries.SelectMany(entry => Texts(entry.Value)),
            _ => [],
        };
    }

    [Fact]
    public void More_texts_than_can_be_held_stay_with_their_files()
    {
        var words = new PackedWords();
        var roots = Enumerable.Range(0, 30_000).Select(i => YamlScalar.Of($"text {i / 2}", SourceLocation.Of("a.yml"))).ToArray();

        var packed = roots.Select(root => PackedYaml.Of(root, words)).ToArray();

        foreach (var (root, one) in roots.Zip(packed)) InFull(one.Unpack()).ShouldBe(InFull(root));
    }

    /// <summary>A node with all that is known of it; equality looks at its meaning alone.</summary>
    public static string InFull(YamlNode node) => node switch
    {
        YamlScalar scalar =>
            $"{scalar.Location} {scalar.Style} {scalar.Kind} {scalar.BodyColumn} <{scalar.Text}> <{scalar.Canonical}>",
        YamlSequence sequence => $"{sequence.Location} [{string.Join(", ", sequence.Items.Select(InFull))}]",
        YamlMapping mapping => $"{mapping.Location} {{{InFull(mapping.Entries)}}} {{{InFull(mapping.Repeated)}}}",
        _ => throw new ArgumentException("no such node", nameof(node)),
    };

    private static string InFull(IEnumerable<YamlEntry> entries) =>
        string.Join(", ", entries.Select(entry => $"{entry.Location} <{entry.Key}> {InFull(entry.Value)}"));
}
