using BuildkiteCi.Core.Json;

namespace BuildkiteCi.Core.Tests.Json;

public sealed class JsonSourceTests
{
    [Fact]
    public void Every_name_and_value_knows_its_line_and_its_column_in_utf_16_units()
    {
        var root = (JsonObjectPart)JsonSource.Parse(new SourceFile("a.json", "{\n  \"日本\": [ true,\n null ],  \"𝒳\": 1 }")).Value!;

        root.Members.Select(member => (member.Name, member.NameLocation.ToString(), member.Value.Location.ToString())).ShouldBe(
            [("日本", "a.json:2:3", "a.json:2:9"), ("𝒳", "a.json:3:11", "a.json:3:17")]);
        ((JsonArrayPart)root["日本"]!).Items.Select(item => item.Location.ToString()).ShouldBe(["a.json:2:11", "a.json:3:2"]);
    }

    [Fact]
    public void Bare_words_that_python_writes_for_numbers_move_nothing_and_stay_what_they_were()
    {
        var root = (JsonObjectPart)
            JsonSource.Parse(new SourceFile("a.json", """{ "NaN": NaN, "a": "Infinity", "b": -Infinity, "c": Infinity, "d": 1 }""")).Value!;

        root.Members.Select(member => (member.Name, member.Value.Kind)).ShouldBe(
            [("NaN", "NaN"), ("a", "a string"), ("b", "-Infinity"), ("c", "Infinity"), ("d", "a number")]);
        root["d"]!.Location.Column.ShouldBe(68);
    }

    [Theory]
    [InlineData("{ \"a\": [ }", "a.json:1:10")]
    [InlineData("{ \"a\": 1 }\n\n  x", "a.json:3:3")]
    [InlineData("", "a.json:1:1")]
    [InlineData("{\n \"\\ud800\": 1 }", "a.json:2:2")]
    public void Text_that_is_no_json_is_one_error_where_it_stops_being_json(string text, string location)
    {
        var read = JsonSource.Parse(new SourceFile("a.json", text));

        (read.Value, read.Diagnostics.ShouldHaveSingleItem().Location.ToString()).ShouldBe((null, location));
        read.Diagnostics[0].Rule.Code.ShouldBe("B001");
    }
}
