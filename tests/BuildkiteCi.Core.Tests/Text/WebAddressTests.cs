using BuildkiteCi.Core.Text;
using CsCheck;

namespace BuildkiteCi.Core.Tests.Text;

public sealed class WebAddressTests
{
    private static readonly Gen<string> Hosts = Gen.OneOf(
        Gen.String[Gen.Char["abz019-.AZ_"], 1, 12],
        Any("buildkite.com", "github.com", "1.2.3.4", "0x7f.1", "localhost", "a.b-c.io", "xn--a", "example.com:443", "user@example.com")
    );

    private static readonly Gen<string> Paths = Gen.OneOf(
        Gen.String[Gen.Char["abZ09/._-?#=%~ +&:@\\é"], 0, 20],
        Any("", "/", "/a/../b", "/./", "//", "/a#b", "/a?b=c#d", "/%41", "/a/..")
    );

    [Fact]
    public void The_short_cut_for_plain_addresses_changes_none()
    {
        Gen.Select(Any("https://", "http://", "HTTPS://", "javascript:", ""), Hosts, Paths).Sample((scheme, host, path) =>
        {
            var text = scheme + host + path;
            WebAddress.Parse(text)?.Text.ShouldBe(WebAddress.ParseAny(text)?.Text, text);
            (WebAddress.Parse(text) is null).ShouldBe(WebAddress.ParseAny(text) is null, text);
        }, iter: 20_000, threads: 1);
    }

    private static Gen<string> Any(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(at => texts[at]);

    [Theory]
    [InlineData("https://buildkite.com/o/p/builds/1039#0190-22744015", "https://buildkite.com/o/p/builds/1039#0190-22744015")]
    [InlineData(" https://github.com/o/r/issues/12 ", "https://github.com/o/r/issues/12")]
    [InlineData("https://Example.com/a/../b c", "https://example.com/b%20c")]
    [InlineData("https://user:secret@example.com/", null)]
    [InlineData("javascript:alert(1)", null)]
    [InlineData("/relative", null)]
    [InlineData(null, null)]
    public void An_address_is_as_a_page_may_link_to_it(string? text, string? address) => WebAddress.Parse(text)?.Text.ShouldBe(address);
}
