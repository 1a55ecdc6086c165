using BuildkiteCi.Pipelines.Interpolation;
using CsCheck;

namespace BuildkiteCi.Pipelines.Tests.Interpolation;

public sealed class LiteralTemplateTests
{
    private static readonly Gen<string> Text = Gen.OneOf([.. new[] { "$", "\\", "{", "}", "X", ":-", "(", "a", " " }.Select(Gen.Const)])
        .Array[0, 20]
        .Select(string.Concat);

    [Theory]
    [InlineData("$X", "$$X")]
    [InlineData(@"\$X", @"${BACKSLASH:-\}$$X")]
    [InlineData(@"\\$X", @"\\$$X")]
    [InlineData(@"a\b", @"a\b")]
    public void A_dollar_sign_is_doubled_and_a_backslash_before_it_comes_from_a_default(string text, string template) =>
        LiteralTemplate.Of(text).ShouldBe(template);

    [Fact]
    public void Any_text_is_given_back_whatever_variables_there_are()
    {
        var variables = Variables.Of(new Dictionary<string, string> { ["X"] = "injected", ["a"] = "injected" });
        Text.Sample(text => TextTemplate.Parse(LiteralTemplate.Of(text)).Template?.Expand(variables).Text == text);
    }
}
