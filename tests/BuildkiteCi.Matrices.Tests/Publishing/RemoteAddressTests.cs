using BuildkiteCi.Matrices.Publishing;

namespace BuildkiteCi.Matrices.Tests.Publishing;

public sealed class RemoteAddressTests
{
    [Theory]
    [InlineData("https://github.com/vllm-project/tpu-inference.git", "https://github.com/vllm-project/tpu-inference.git")]
    [InlineData("https://ghp_secret@github.com/o/r.git", "https://github.com/o/r.git")]
    [InlineData("https://user:p%40ss:word@github.com:8443/o/r.git", "https://github.com:8443/o/r.git")]
    [InlineData("https://user:a@b@github.com/o/r@2.git", "https://github.com/o/r@2.git")]
    [InlineData("HTTPS://user:secret@github.com?x=@y", "HTTPS://github.com?x=@y")]
    [InlineData("ssh://git@github.com/o/r.git", "ssh://git@github.com/o/r.git")]
    [InlineData("ssh://git:secret@github.com/o/r.git", "ssh://git@github.com/o/r.git")]
    [InlineData("git@github.com:o/r.git", "git@github.com:o/r.git")]
    [InlineData("/srv/git/r.git", "/srv/git/r.git")]
    [InlineData("file:///srv/git/r.git", "file:///srv/git/r.git")]
    public void What_is_shown_and_given_to_git_has_no_password(string address, string text) =>
        RemoteAddress.Parse(address, token: null)!.Text.ShouldBe(text);

    [Fact]
    public void A_token_takes_the_place_of_what_stands_in_the_address_over_HTTP_alone()
    {
        var credential = RemoteAddress.Parse("https://user:old@github.com/o/r.git", "ghp_new")!.Credential!;

        credential.Environment.Select(variable => variable.Value).ShouldBe(["x-access-token", "ghp_new"]);
        credential.Redact("old and ghp_new and user:old").ShouldBe("old and [REDACTED] and [REDACTED]");
        RemoteAddress.Parse("git@github.com:o/r.git", "ghp_new")!.Credential.ShouldBeNull();
    }

    [Fact]
    public void A_line_end_in_a_password_is_refused_because_a_helper_would_read_another_line() =>
        RemoteAddress.Parse("https://user:a%0Ahost=evil@github.com/o/r.git", token: null).ShouldBeNull();
}
