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

        InFull(PackedYaml.Of(root).Unpack()).ShouldBe(InFull(root));
    }

    [Fact]
    public void Half_a_character_is_kept() =>
        InFull(PackedYaml.Of(YamlScalar.Of("a\ud83e", new SourceLocation("a.yml", 3, 5))).Unpack())
            .ShouldBe("a.yml:3:5 Plain Text 0 <a\ud83e> <a\ud83e>");

    [Fact]
    public void A_file_takes_no_more_bytes_than_it_has_characters()
    {
        var yaml = string.Concat(
            Enumerable
                .Range(1, 6)
                .Select(i => $"  - label: \"Unit tests of stage {i}\"\n    key: stage-{i}\n    command: pytest tests/stage_{i}\n")
        );

        PackedYaml.Of(YamlReader.Read(new SourceFile("a.yml", $"steps:\n{yaml}")).Value!).Length.ShouldBeLessThan(yaml.Length);
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
