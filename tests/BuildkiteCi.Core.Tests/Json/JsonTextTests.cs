using System.Text.Json;
using BuildkiteCi.Core.Json;

namespace BuildkiteCi.Core.Tests.Json;

public sealed class JsonTextTests
{
    /// <summary>Lists of 100,000 models are one text; pieces of it may end within a character.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("a\n\"é\" 🦀 \u2028")]
    [InlineData("x", 20_000)]
    [InlineData("🦀", 20_000)]
    [InlineData("a🦀", 20_000)]
    public void A_text_written_in_pieces_is_the_same(string part, int times = 1)
    {
        var text = string.Concat(Enumerable.Repeat(part, times));

        JsonText.ObjectLine(json => json.WriteLongString("key é", text))
            .ShouldBe(JsonText.ObjectLine(json => json.WriteString("key é", text)));
        JsonDocument.Parse(JsonText.ObjectLine(json => json.WriteLongString("k", text))).RootElement.GetProperty("k").GetString()
            .ShouldBe(text);
    }

    [Fact]
    public void Members_behind_a_text_in_pieces_stand_where_they_stood() =>
        JsonText.IndentedObject(json =>
            {
                json.WriteLongString("a", "1");
                json.WriteLongString("b", "2");
            })
            .ShouldBe("{\n  \"a\": \"1\",\n  \"b\": \"2\"\n}\n");
}
