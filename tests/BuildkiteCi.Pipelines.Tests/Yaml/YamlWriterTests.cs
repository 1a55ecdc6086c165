using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Tests.Yaml;

public sealed class YamlWriterTests
{
    [Fact]
    public void Collections_are_blocks_and_scripts_are_literal()
    {
        var pipeline = YamlMapping.Of(
            ("env", YamlMapping.Of(("CI_TARGET", YamlScalar.Of("meta-llama/Llama-3.1-8B-Instruct")), ("RETRIES", YamlScalar.Of("01")))),
            ("steps", YamlSequence.Of(
                YamlMapping.Of(
                    ("label", YamlScalar.Of(":python: 🐍 Tests für v14: all")),
                    ("command", YamlScalar.Of("cd /workspace\npytest -v \\\n  tests\n")),
                    ("depends_on", YamlSequence.Of()),
                    ("soft_fail", YamlScalar.Of(true)),
                    ("timeout_in_minutes", YamlScalar.Of(60)),
                    ("key", YamlScalar.Null())),
                YamlScalar.Of("wait"),
                YamlMapping.Of(("group", YamlScalar.Of("yes")), ("steps", YamlSequence.Of(YamlSequence.Of(YamlScalar.Of("- x"))))))));

        YamlWriter.Write(pipeline).ShouldBe("""
            env:
              CI_TARGET: meta-llama/Llama-3.1-8B-Instruct
              RETRIES: "01"
            steps:
              - label: ":python: 🐍 Tests für v14: all"
                command: |
                  cd /workspace
                  pytest -v \
                    tests
                depends_on: []
                soft_fail: true
                timeout_in_minutes: 60
                key: ~
              - wait
              - group: "yes"
                steps:
                  - - "- x"

            """);
    }

    [Theory]
    [InlineData("plain text", "a: plain text\n")]
    [InlineData("--mac v14", "a: --mac v14\n")]
    [InlineData("${MAC_VERSION:-mac14}_x", "a: ${MAC_VERSION:-mac14}_x\n")]
    [InlineData("a: b", "a: \"a: b\"\n")]
    [InlineData("say \"no\": 1", "a: 'say \"no\": 1'\n")]
    [InlineData("{{matrix}}", "a: \"{{matrix}}\"\n")]
    [InlineData("", "a: \"\"\n")]
    [InlineData("true", "a: \"true\"\n")]
    [InlineData("On", "a: \"On\"\n")]
    [InlineData("0x1F", "a: \"0x1F\"\n")]
    [InlineData("2026-11-24", "a: \"2026-11-24\"\n")]
    [InlineData("10:30", "a: \"10:30\"\n")]
    [InlineData("a\tb", "a: \"a\\tb\"\n")]
    [InlineData("bell \a", "a: \"bell \\a\"\n")]
    [InlineData("a\u2028b", "a: \"a\\u2028b\"\n")]
    [InlineData("one\ntwo", "a: |-\n  one\n  two\n")]
    [InlineData("one\n\ntwo\n\n", "a: |+\n  one\n\n  two\n\n")]
    [InlineData("  one\ntwo\n", "a: |2\n    one\n  two\n")]
    [InlineData("one\r\ntwo", "a: \"one\\r\\ntwo\"\n")]
    [InlineData("\n\n", "a: \"\\n\\n\"\n")]
    public void A_text_is_written_so_that_it_stays_a_text(string text, string written)
    {
        var mapping = YamlMapping.Of(("a", YamlScalar.Of(text)));
        YamlWriter.Write(mapping).ShouldBe(written);
        YamlReader.Read(new SourceFile("a.yml", written)).Value.ShouldBe(mapping);
    }

    [Theory]
    [InlineData("0x1F")]
    [InlineData("0o17")]
    [InlineData("1_000")]
    [InlineData("1.10")]
    [InlineData(".inf")]
    [InlineData("2026-11-24 10:00:00")]
    public void A_number_or_date_is_written_as_it_was(string scalar) =>
        YamlWriter.Write(YamlReader.Read(new SourceFile("a.yml", scalar)).Value!).ShouldBe(scalar + "\n");

    [Theory]
    [InlineData("!!float 3", "3.0\n")]
    [InlineData("!!int \"0x1F\"", "31\n")]
    [InlineData("!!float .inf", ".inf\n")]
    public void A_tagged_number_is_written_without_its_tag(string yaml, string written) =>
        YamlWriter.Write(YamlReader.Read(new SourceFile("a.yml", yaml)).Value!).ShouldBe(written);
}
