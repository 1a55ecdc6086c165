using BuildkiteCi.Pipelines.Interpolation;
using BuildkiteCi.Pipelines.Yaml;
using CsCheck;

namespace BuildkiteCi.Pipelines.Tests;

public sealed class DocumentProperties
{
    private static readonly Gen<YamlNode> Text = Gen.OneOf(
            Gen.OneOf(
                "main",
                "01",
                "true",
                "~",
                "1.10",
                "a: b",
                "- x",
                "",
                "🐍 é",
                "{{matrix}}",
                "echo 'a'\necho \"b\"\n",
                "  indented\nlines",
                "2026-11-24",
                "yes",
                "#x",
                "mac_v14_queue"
            ),
            Gen.String[Gen.Char["ab 01:-#\n'\"\\{}[],&*!|>%@`~_é"], 0, 10]
        )
        .Select(text => (YamlNode)YamlScalar.Of(text));

    private static readonly Gen<YamlNode> Scalar = Gen.OneOf(
        Text,
        Gen.Int[-1, 300].Select(number => (YamlNode)YamlScalar.Of(number)),
        Gen.Bool.Select(value => (YamlNode)YamlScalar.Of(value)),
        Gen.Const((YamlNode)YamlScalar.Null()));

    private static readonly Gen<YamlNode> Anything = Gen.Recursive<YamlNode>(
        (depth, node) =>
            depth > 2
                ? Scalar
                : Gen.OneOf(
                    Scalar,
                    node.Array[0, 3].Select(items => (YamlNode)YamlSequence.Of(items)),
                    Mapping(Gen.OneOf("a", "b", "key", "command", "1"), node)
                )
    );

    // No aliases: where "key" is empty it is not sent, and an "id" beside it would be taken for the key by the next reader.
    private static readonly Gen<YamlNode> Attributes = Mapping(
        Gen.OneOf(
            "command",
            "commands",
            "label",
            "key",
            "env",
            "agents",
            "plugins",
            "matrix",
            "cache",
            "secrets",
            "signature",
            "depends_on",
            "retry",
            "soft_fail",
            "if",
            "notify",
            "wait", "block", "input", "trigger", "build", "group", "type", "skip", "parallelism", "brand_new"),
        Anything);

    private static readonly Gen<YamlNode> Step = Gen.Frequency(
        (8, Attributes),
        (1, Gen.OneOf("wait", "block", "waiter", "hello").Select(word => (YamlNode)YamlScalar.Of(word))),
        (
            2,
            Gen.Select(Text, Attributes.Array[0, 3])
                .Select(group => (YamlNode)YamlMapping.Of(("group", group.Item1), ("steps", YamlSequence.Of(group.Item2))))
        )
    );

    private static readonly Gen<PipelineDocument> Document = Gen.Select(
            Mapping(Gen.OneOf("A", "B", "C_1"), Scalar),
            Anything,
            Step.Array[0, 5])
        .Select(parts => YamlMapping.Of(("env", parts.Item1), ("x-anything", parts.Item2), ("steps", YamlSequence.Of(parts.Item3))))
        .Select(root => PipelineDocument.Parse(root, "random.yml").Value!);

    [Fact]
    public void What_is_written_reads_back_equal() =>
        Document.Sample(
            document => PipelineDocument.Read(new SourceFile("again.yml", document.ToYaml())).Value!.Equals(document),
            iter: 1_000,
            print: document => document.ToYaml()
        );

    [Fact]
    public void What_is_written_as_JSON_reads_back_equal() =>
        Document.Sample(
            document => PipelineDocument.Read(new SourceFile("again.json", document.ToJson())).Value!.Equals(document),
            iter: 300,
            print: document => document.ToJson()
        );

    [Fact]
    public void A_document_without_variables_stays_the_same_when_it_is_interpolated() =>
        Document.Sample(
            document => document.Interpolate(Variables.Of([KeyValuePair.Create("A", "x")])).Value!.Equals(document),
            iter: 300,
            print: document => document.ToYaml()
        );

    private static Gen<YamlNode> Mapping(Gen<string> key, Gen<YamlNode> value) =>
        Gen.Select(key, value).Array[0, 6].Select(entries => (YamlNode)YamlMapping.Of(entries.DistinctBy(entry => entry.Item1)));
}
