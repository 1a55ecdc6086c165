using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Tests.Yaml;

public sealed class YamlReaderTests
{
    [Fact]
    public void Every_node_knows_the_line_and_column_where_it_is_written()
    {
        var root = (YamlMapping)Read("""
            steps:
              - command: pytest
                agents: { queue: mac_v14_queue }
            """);

        var step = (YamlMapping)((YamlSequence)root["steps"]!).Items[0];
        root.Location.ToString().ShouldBe("a.yml:1:1");
        step.Location.ToString().ShouldBe("a.yml:2:5");
        step.Find("agents")!.Location.ToString().ShouldBe("a.yml:3:5");
        ((YamlMapping)step["agents"]!)["queue"]!.Location.ToString().ShouldBe("a.yml:3:22");
    }

    [Theory]
    [InlineData("a: |\n    first\n     second\n", 8, "a.yml:3:7")]
    [InlineData("a: |\n\n    first\n", 1, "a.yml:3:5")]
    [InlineData("a: |-\r\n  first\r\n  second\r\n", 6, "a.yml:3:3")]
    [InlineData("a: plain text", 6, "a.yml:1:10")]
    [InlineData("a: 'quoted text'", 7, "a.yml:1:12")]
    [InlineData("a: \"with \\\" escape\"", 9, "a.yml:1:4")]
    public void A_place_within_a_text_is_told_as_exactly_as_the_file_allows(string yaml, int offset, string place) =>
        ((YamlMapping)Read(yaml)).Scalar("a")!.LocationAt(offset).ToString().ShouldBe(place);

    [Fact]
    public void Merged_keys_stand_behind_own_ones_and_of_several_the_first_mapping_wins()
    {
        var root = (YamlMapping)Read("""
            a: &a { label: one, key: k }
            b: &b { label: two, branches: main }
            c: { <<: [*a, *b], key: own }
            """);

        root["c"]
            .ShouldBe(YamlMapping.Of(("label", YamlScalar.Of("one")), ("key", YamlScalar.Of("own")), ("branches", YamlScalar.Of("main"))));
    }

    [Fact]
    public void A_redefined_anchor_counts_from_there_on()
    {
        var root = (YamlMapping)Read("a: &a one\nb: *a\nc: &a two\nd: *a\n");

        root.Entries.Select(entry => entry.Value.ToString()).ShouldBe(["one", "one", "two", "two"]);
    }

    [Theory]
    [InlineData(
        "a: 1\na: 2\n",
        "a.yml:2:1: error P004: key 'a' stood before in this mapping, and only the last one counts; remove one of the two"
    )]
    [InlineData(
        "a: *small\n",
        "a.yml:1:4: error P005: alias '*small' names no anchor above it; write '&small' before the value that is meant"
    )]
    [InlineData("small: &small 1\na: *smal\n", "a.yml:2:4: error P005: alias '*smal' names no anchor above it; did you mean 'small'?")]
    [InlineData(
        "a: &a [*a]\n",
        "a.yml:1:8: error P005: alias '*a' is within the value that it names, so it would never end; move the alias out of that value"
    )]
    [InlineData("~: x\n", "a.yml:1:1: error P006: nothing cannot be a key; write the key as a text, in quotes")]
    [InlineData("? [a]\n: x\n", "a.yml:1:3: error P006: a list cannot be a key; write the key as a text, in quotes")]
    [InlineData("a: !!int x\n", "a.yml:1:4: error P007: 'x' does not fit its tag '!!int'; remove the tag")]
    [InlineData(
        "<<: x\n",
        "a.yml:1:5: error P008: '<<' needs a mapping or a list of mappings, not a text; name an anchor of a mapping: '<<: *anchor'"
    )]
    [InlineData(
        "a: 1\n---\nb: 2\n",
        "a.yml:2:1: warning P009: a second document starts here, and is not read; write it into a file of its own"
    )]
    [InlineData("", "a.yml:1:1: error P010: the file holds nothing; write at least 'steps:' with one step")]
    [InlineData("# nothing\n", "a.yml:1:1: error P010: the file holds nothing; write at least 'steps:' with one step")]
    [InlineData(
        "a: b\u0001\n",
        "a.yml:1:5: error P002: character U+0001 is not allowed in YAML; write it as an escape in double quotes, or save the file as UTF-8 "
            + "text"
    )]
    [InlineData(
        "a: \"\\ud83e\\udd80\"\n",
        "a.yml:1:4: error P002: escape '\\ud83e' names half a character; write the character itself, or one '\\U' with eight digits"
    )]
    [InlineData(
        "a: x\u2028y\n",
        "a.yml:1:4: error P002: a Unicode line separator (U+2028 or U+2029) is outside of quotes; put the text in double quotes"
    )]
    [InlineData("%YAML 1.2\n---\na: b\n", "a.yml:1:1: error P001: Buildkite reads YAML 1.1, not 1.2; remove the line '%YAML'")]
    [InlineData("a: b: c\n", "a.yml:1:5: error P001: ': ' is within an unquoted value; put the whole value in quotes")]
    [InlineData("a: @b\n", "a.yml:1:4: error P001: a value cannot start with '@' here; put the value in quotes")]
    [InlineData("a:\n\tb: c\n", "a.yml:2:1: error P001: a tab indents this line; indent with spaces")]
    [InlineData(
        "a: [\nb\n]\n",
        "a.yml:1:4: error P001: a list in [ ] or a mapping in { } goes on in a line that is not indented further; close it, or indent its "
            + "lines"
    )]
    [InlineData("a: \"b\n", "a.yml:1:4: error P001: a quote that opens here is never closed; close it")]
    [InlineData(
        "a: b\nc\n",
        "a.yml:2:2: error P001: this line does not fit the mapping it is in; check its indentation, its ':', and that the value above is "
            + "quoted as a whole"
    )]
    public void What_is_wrong_is_said_where_it_stands_with_what_to_do(string yaml, string diagnostic) =>
        YamlReader.Read(new SourceFile("a.yml", yaml)).Diagnostics.ShouldHaveSingleItem().ToString().ShouldBe(diagnostic);

    [Fact]
    public void What_is_wrong_behind_the_first_document_does_not_matter() =>
        ((YamlMapping)YamlReader.Read(new SourceFile("a.yml", "a: 1\n---\n@\n")).Value!).Scalar("a")!.Canonical.ShouldBe("1");

    [Fact]
    public void A_mapping_merged_into_itself_gains_nothing() =>
        Read("a: &a { k: v, <<: *a }\n").ShouldBe(YamlMapping.Of(("a", YamlMapping.Of(("k", YamlScalar.Of("v"))))));

    [Fact]
    public void Half_a_character_is_not_allowed() =>
        YamlReader
            .Read(new SourceFile("a.yml", "a: 🦀\nb: \uD83E\n"))
            .Diagnostics.ShouldHaveSingleItem()
            .Location.ToString()
            .ShouldBe("a.yml:2:4");

    [Fact]
    public void All_wrong_values_of_a_file_are_reported_at_once_and_the_rest_is_read()
    {
        var read = YamlReader.Read(new SourceFile("a.yml", "a: 1\na: 2\nb: !!int x\n<<: y\n"));

        read.Diagnostics.Select(diagnostic => diagnostic.Rule.Code).ShouldBe(["P007", "P008", "P004"]);
        ((YamlMapping)read.Value!).Scalar("a")!.Canonical.ShouldBe("2");
    }

    [Fact]
    public void A_line_separator_in_quotes_is_part_of_the_text() =>
        ((YamlMapping)Read("a: \"b\u2028c\u2029d\"\n")).Scalar("a")!.Text.ShouldBe("b\u2028c\u2029d");

    [Fact]
    public void A_byte_order_mark_is_no_part_of_the_first_key() => ((YamlMapping)Read("\uFEFFa: 1\n")).Has("a").ShouldBeTrue();

    private static YamlNode Read(string yaml)
    {
        var read = YamlReader.Read(new SourceFile("a.yml", yaml));
        read.Diagnostics.ShouldBeEmpty();
        return read.Value!;
    }
}
