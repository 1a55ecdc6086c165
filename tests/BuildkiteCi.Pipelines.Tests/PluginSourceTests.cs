using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.Pipelines.Tests;

public sealed class PluginSourceTests
{
    [Theory]
    [InlineData("docker#v5.11.0", "github.com/buildkite-plugins/docker-buildkite-plugin#v5.11.0")]
    [InlineData("docker", "github.com/buildkite-plugins/docker-buildkite-plugin")]
    [InlineData("docker#", "github.com/buildkite-plugins/docker-buildkite-plugin")]
    [InlineData("acme/thing#v1", "github.com/acme/thing-buildkite-plugin#v1")]
    [InlineData("acme/a:b#v1", "github.com/acme/a:b-buildkite-plugin#v1")]
    [InlineData("docker#feature/a:b", "github.com/buildkite-plugins/docker-buildkite-plugin#feature/a:b")]
    [InlineData("github.com/acme/thing-buildkite-plugin#v1", "github.com/acme/thing-buildkite-plugin#v1")]
    [InlineData("https://github.com/acme/thing.git#main", "https://github.com/acme/thing.git#main")]
    [InlineData("git@github.com:acme/thing.git#v1", "git@github.com:acme/thing.git#v1")]
    [InlineData("./.buildkite/plugins/mine", "./.buildkite/plugins/mine")]
    [InlineData("/opt/plugins/mine", "/opt/plugins/mine")]
    [InlineData("thing%zz#v1", "thing%zz#v1")]
    [InlineData("", "")]
    public void A_short_name_is_spelt_out_and_anything_else_is_meant_as_written(string source, string full) =>
        PluginSource.WriteOut(source).ShouldBe(full);
}
