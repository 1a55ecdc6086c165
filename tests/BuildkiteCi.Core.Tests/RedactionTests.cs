namespace BuildkiteCi.Core.Tests;

/// <summary>What is masked of a secret.</summary>
public sealed class RedactionTests
{
    [Theory]
    [InlineData("hunter22", "the word is hunter22.", "the word is [REDACTED].")]
    [InlineData("a\"b\tc", "json: a\\\"b\\tc", "json: [REDACTED]")]
    [InlineData("zq7", "short: zq7", "short: [REDACTED]")]
    [InlineData("first line\nsecond line\nx", "second line, and x", "[REDACTED], and x")]
    [InlineData("", "nothing", "nothing")]
    public void A_secret_is_masked_as_it_is_and_escaped(string secret, string text, string masked) =>
        Redaction.Of([secret]).Apply(text).ShouldBe(masked);

    [Fact]
    public void Of_two_secrets_of_which_one_holds_the_other_nothing_is_left() =>
        Redaction.Of(["abcdef", "abcdefgh"]).Apply("abcdefgh abcdef").ShouldBe("[REDACTED] [REDACTED]");
}
