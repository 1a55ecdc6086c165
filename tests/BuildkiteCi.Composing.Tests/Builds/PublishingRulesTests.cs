using BuildkiteCi.Composing.Builds.Facts;
using BuildkiteCi.Composing.Builds.Settings;
using BuildkiteCi.Composing.Settings;

namespace BuildkiteCi.Composing.Tests.Builds;

public sealed class PublishingRulesTests
{
    [Theory]
    [InlineData(null, "NIGHTLY=1 BUILDKITE_BRANCH=main")]
    [InlineData(null, "BUILDKITE_TAG=v0.13.2rc1 BUILDKITE_BRANCH=v0.13.2rc1")]
    [InlineData(null, "NIGHTLY=1 BUILDKITE_TAG=v0.13.2rc1 BUILDKITE_BRANCH=v0.13.2rc1")]
    [InlineData(
        "'publishing.builds' in .buildkite/ci.yml allows nightly, release builds, and this is a build of kind 'post-merge'",
        "BUILDKITE_BRANCH=main"
    )]
    [InlineData(
        "'publishing.builds' in .buildkite/ci.yml allows nightly, release builds, and this is a build of kind 'other'",
        "BUILDKITE_BRANCH=mine"
    )]
    [InlineData(
        "'publishing.builds' in .buildkite/ci.yml allows nightly, release builds, and this is a build of kind 'other'",
        "BUILDKITE_TAG=latest BUILDKITE_BRANCH=latest"
    )]
    [InlineData(
        "'publishing.branches' in .buildkite/ci.yml allows main, and this build is of branch 'mine'",
        "NIGHTLY=1 BUILDKITE_BRANCH=mine"
    )]
    [InlineData("'publishing.branches' in .buildkite/ci.yml allows main, and this build is of no branch", "NIGHTLY=1")]
    [InlineData(
        "this is a build of pull request #7, and those publish nothing",
        "NIGHTLY=1 BUILDKITE_BRANCH=main BUILDKITE_PULL_REQUEST=7"
    )]
    public void Nightly_and_release_builds_of_the_main_branch_or_a_tag_publish_matrices(string? why, string environment) =>
        CompositionSettings.BuiltIn.Publishing.WhyNoMatrices(Identity(environment)).ShouldBe(why);

    [Theory]
    [InlineData(true, "BUILDKITE_PIPELINE_SLUG=tpu-vllm-integration BUILDKITE_BRANCH=main")]
    [InlineData(false, "BUILDKITE_PIPELINE_SLUG=tpu-vllm-integration BUILDKITE_BRANCH=main BUILDKITE_PULL_REQUEST=7")]
    [InlineData(false, "NIGHTLY=1 BUILDKITE_BRANCH=main")]
    public void Integration_builds_of_the_main_branch_keep_the_commit_of_vLLM(bool may, string environment) =>
        (CompositionSettings.BuiltIn.Publishing.WhyNoVllmCommit(Identity(environment)) is null).ShouldBe(may);

    [Theory]
    [InlineData("releases/0.13", true)]
    [InlineData("releases", false)]
    [InlineData("RELEASES/0.13", false)]
    public void Branches_are_patterns(string branch, bool may) =>
        (
            (CompositionSettings.BuiltIn.Publishing with { Branches = ["main", "releases/*"] }).WhyNoMatrices(
                Identity($"NIGHTLY=1 BUILDKITE_BRANCH={branch}")
            )
            is null
        ).ShouldBe(may);

    [Fact]
    public void A_release_tag_that_is_no_version_stops_the_build_before_its_jobs_and_a_nightly_build_of_it_is_none()
    {
        Identity("BUILDKITE_TAG=v1.2.3foo")
            .WrongTag!.ToString()
            .ShouldBe(
                "environment: error E001: BUILDKITE_TAG: 'v1.2.3foo' is no version; tags look like v0.12.0, v0.13.2rc1 or "
                    + "0.13.2.dev20260822; name the tag like a version, or let 'builds.release_tag' in ci.yml leave it out"
            );
        Identity("BUILDKITE_TAG=v1.2.3foo NIGHTLY=1").WrongTag.ShouldBeNull();
        Identity("BUILDKITE_TAG=v1.2.3rc1").WrongTag.ShouldBeNull();
    }

    private static BuildIdentity Identity(string environment) =>
        BuildIdentity
            .Read(
                environment
                    .Split(' ')
                    .Select(variable => variable.Split('=', 2))
                    .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal),
                BuildSettings.BuiltIn,
                kind: null
            )
            .Value!;
}
