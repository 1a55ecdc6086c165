using BuildkiteCi.Core.Text;
using CsCheck;

namespace BuildkiteCi.Core.Tests.Text;

public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("plain é ✅\tx", "plain é ✅\tx")]
    [InlineData("\u001b[31mred", "\\e[31mred")]
    [InlineData("a\rb\u0007", "a\\u000db\\u0007")]
    [InlineData("\u009b2J", "\\u009b2J")]
    [InlineData("a\u202ecod.exe", "a\\u202ecod.exe")]
    [InlineData("--- x.yml: error", " --- x.yml: error")]
    [InlineData("ok\n+++ open\n~~~ quiet\n^^^ +++", "ok\n +++ open\n ~~~ quiet\n ^^^ +++")]
    [InlineData("a --- b", "a --- b")]
    public void What_could_hide_or_forge_a_line_is_made_visible(string text, string shown) => VisibleText.Lines(text).ShouldBe(shown);

    [Fact]
    public void Whatever_the_text_holds_no_line_is_a_command_to_a_terminal_or_a_log() =>
        Gen.String[Gen.OneOf(Gen.Char["-+~^\n\r\u001b[m\u009b\u202e\u0000 "], Gen.Char), 0, 40].Sample(text =>
        {
            var shown = VisibleText.Lines(text);
            shown.ShouldNotContain('\u001b');
            shown.Where(char.IsControl).ShouldAllBe(character => character == '\n' || character == '\t');
            shown.Split('\n').ShouldAllBe(line => !line.StartsWith("---") && !line.StartsWith("+++") && !line.StartsWith("~~~"));
        });
}
