using System.Collections.Immutable;
using BuildkiteCi.Benchmarks.Changes;

namespace BuildkiteCi.Benchmarks.Tests.Changes;

public sealed class VersionRangeTests
{
    private const string Old = "00000000000000000000000000000000000000aa";
    private const string New = "00000000000000000000000000000000000000bb";

    [Fact]
    public void Every_component_that_changed_is_a_suspect_the_measured_one_first()
    {
        var ranges = VersionRange.Between(
            Point(Old, ("jax", "0.7.2"), ("libtpu", "1"), ("tpu-inference", Old), ("vllm", "aaaaaaa")),
            Point(New, ("jax", "0.8.0"), ("libtpu", "1"), ("tpu-inference", New), ("vllm", "bbbbbbb"))
        );

        VersionRange.Line(ranges).ShouldBe("tpu-inference 000000000000..000000000000, vllm aaaaaaa..bbbbbbb, jax 0.7.2..0.8.0");
        ranges.Select(CompareLink.Of).ShouldBe(
        [
            $"https://github.com/vllm-project/tpu-inference/compare/{Old}...{New}",
            "https://github.com/vllm-project/vllm/compare/aaaaaaa...bbbbbbb",
            "https://github.com/jax-ml/jax/compare/jax-v0.7.2...jax-v0.8.0",
        ]);
    }

    [Fact]
    public void Where_nobody_says_what_a_commit_is_of_it_is_a_suspect_all_the_same() =>
        VersionRange.Between(Point("c1"), Point("c2")).ShouldBe([new VersionRange("", "c1", "c2")]);

    [Fact]
    public void Where_the_same_code_was_measured_nothing_of_it_is_a_suspect() =>
        VersionRange
            .Line(VersionRange.Between(Point(Old, ("tpu-inference", Old)), Point(Old, ("tpu-inference", Old))))
            .ShouldBe("the same code");

    [Theory]
    [InlineData("", Old)]
    [InlineData("libtpu", "0.1")]
    [InlineData("vllm", "main?x=1")]
    [InlineData("jax", "0.8.0.dev20260801")]
    public void There_is_no_link_where_nothing_is_known_to_stand(string component, string version) =>
        CompareLink.Of(new VersionRange(component, version, version)).ShouldBeNull();

    private static SeriesPoint Point(string commit, params (string Name, string Version)[] versions) =>
        new(0, new DateOnly(2026, 8, 1), commit, 1)
        {
            Versions = versions.ToImmutableSortedDictionary(version => version.Name, version => version.Version, StringComparer.Ordinal),
        };
}
