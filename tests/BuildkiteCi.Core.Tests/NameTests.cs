namespace BuildkiteCi.Core.Tests;

public sealed class NameTests
{
    [Theory]
    [InlineData("v6e", true)]
    [InlineData("flax_nnx", true)]
    [InlineData("v8.1-lite", true)]
    [InlineData("", false)]
    [InlineData(".git", false)]
    [InlineData("..", false)]
    [InlineData("../../.git", false)]
    [InlineData("a/b", false)]
    [InlineData("a\\b", false)]
    [InlineData("a..b", false)]
    [InlineData("a.", false)]
    [InlineData("a b", false)]
    [InlineData("é", false)]
    [InlineData("a\n", false)]
    public void A_name_that_becomes_a_folder_is_of_few_characters(string text, bool isOne) => FolderName.IsOne(text).ShouldBe(isOne);

    [Theory]
    [InlineData("support_matrices/nightly/v6e/default/model_support_matrix.csv", true)]
    [InlineData("README.md", true)]
    [InlineData("a/../b", false)]
    [InlineData("/etc/passwd", false)]
    [InlineData("a//b", false)]
    [InlineData("./a", false)]
    [InlineData("..\\a", false)]
    [InlineData("support_matrices/../../.git/config", false)]
    [InlineData("x/.GIT/config", false)]
    [InlineData(".git ./config", false)]
    [InlineData("a\nb", false)]
    public void A_path_below_the_root_goes_neither_up_nor_into_gits_folder(string path, bool isSafe) =>
        RelativePath.IsSafe(path).ShouldBe(isSafe);

    [Theory]
    [InlineData("HF_TOKEN", true)]
    [InlineData("GITHUB_PAT", true)]
    [InlineData("PASSWORD", true)]
    [InlineData("DB_PASSWORD_FILE", true)]
    [InlineData("SLACK_WEBHOOK_URL", true)]
    [InlineData("NPM_AUTH", true)]
    [InlineData("HTTP_AUTHORIZATION", true)]
    [InlineData("AWS_CREDENTIALS", true)]
    [InlineData("MY_API_KEY", true)]
    [InlineData("BUILDKITE_BUILD_AUTHOR", false)]
    [InlineData("BUILDKITE_BUILD_AUTHOR_EMAIL", false)]
    [InlineData("GIT_AUTHOR_NAME", false)]
    [InlineData("TPU_VERSION", false)]
    [InlineData("BUILDKITE_BRANCH", false)]
    public void Variables_that_look_like_secrets_are_never_interpolated(string name, bool isSecret) =>
        SecretNames
            .Fit(
                name,
                SecretNames.Patterns($"{SecretNames.Usual},*_PAT,*PASSWORD*,*AUTH*,*CRED*,*WEBHOOK*,!BUILDKITE_BUILD_AUTHOR*,!GIT_AUTHOR_*")
            )
            .ShouldBe(isSecret);
}
