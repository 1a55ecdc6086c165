using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Composing.Builds.Facts;
using BuildkiteCi.Composing.Builds.Settings;
using BuildkiteCi.Matrices.Definitions;
using BuildkiteCi.Matrices.History;
using BuildkiteCi.Matrices.Publishing;
using BuildkiteCi.Matrices.Results;
using static BuildkiteCi.Matrices.Tests.SampleResults;

namespace BuildkiteCi.Composing.Tests.Builds.Facts;

public sealed class PublicationEnvironmentTests
{
    [Theory]
    [InlineData("main")]
    [InlineData("releases/v0.13", "BUILDKITE_BRANCH=releases/v0.13")]
    [InlineData("main", "BUILDKITE_BRANCH=v0.13.2", "BUILDKITE_TAG=v0.13.2")]
    [InlineData("trunk", "BUILDKITE_BRANCH=v0.13.2", "BUILDKITE_TAG=v0.13.2", "BUILDKITE_PIPELINE_DEFAULT_BRANCH=trunk")]
    [InlineData("main", "BUILDKITE_BRANCH= ")]
    public void The_branch_is_the_builds_own_and_never_a_tag(string branch, params string[] variables) =>
        Of(variables).Branch.ShouldBe(branch);

    [Theory]
    [InlineData("git@github.com:vllm-project/tpu-inference.git", "tpu-inference")]
    [InlineData("https://github.com/vllm-project/tpu-commons/", "tpu-commons")]
    [InlineData("", "tpu-inference")]
    public void Commits_are_told_by_repository(string repository, string name)
    {
        var publication = Of(
                $"BUILDKITE_REPO={repository}",
                $"BUILDKITE_COMMIT={new string('a', 40)}",
                "VLLM_COMMIT_HASH=bbb",
                "BUILDKITE_BUILD_URL=https://buildkite.com/o/p/builds/1"
            )
            .Publication("auto", null, Night);

        publication.Commits.ShouldBe([new(name, new string('a', 40)), new("vllm", "bbb")]);
        publication.BuildUrl!.Text.ShouldBe("https://buildkite.com/o/p/builds/1");
    }

    [Fact]
    public void A_commit_that_is_only_a_name_is_not_told() =>
        Of("BUILDKITE_COMMIT=HEAD").Publication("auto", null, Night).Commits.ShouldBeEmpty();

    [Theory]
    [InlineData("v0.13.2rc1", "v0.13.2rc1")]
    [InlineData("nightly-2026", null)]
    [InlineData("", null)]
    public void A_tag_that_is_a_version_is_a_release(string tag, string? release)
    {
        var publication = Of($"BUILDKITE_TAG={tag}").PublicationOfTag("auto", BuildSettings.BuiltIn.ReleaseTags, Night);

        publication.Diagnostics.ShouldBeEmpty();
        publication.Value!.Release.ShouldBe(release);
    }

    [Fact]
    public void A_releases_tag_that_is_no_version_is_an_error_and_no_night() =>
        Of("BUILDKITE_TAG=v1.2.3foo")
            .PublicationOfTag("auto", BuildSettings.BuiltIn.ReleaseTags, Night)
            .Diagnostics.ShouldHaveSingleItem()
            .ToString()
            .ShouldBe(
                "environment: error E001: BUILDKITE_TAG: 'v1.2.3foo' is no version; tags look like v0.12.0, v0.13.2rc1 or "
                    + "0.13.2.dev20260822; name the release with --release, or publish a night with --nightly"
            );

    [Fact]
    public void What_a_working_copy_holds_is_history_and_a_broken_file_in_it_a_warning()
    {
        var old = Build(Generation("v6e", Model("Qwen/Qwen3-4B", "text-only", Status.Passing, Status.Failing)));
        var results = Build(Generation("v6e", Model("Qwen/Qwen3-4B", "text-only", Status.Passing, Status.Passing))) with
        {
            Publication = new Publication("auto", Night.AddDays(1)),
        };
        var files = new MemoryFileTree([
            .. PublicationFiles
                .ForRepository(new SupportHistoryBuilder(MatrixDefinitions.BuiltIn).Add(old).Build(), old)
                .Select(file => (file.Key, file.Value)),
            ("support_matrices/results/vllm/v0.1.json", "{"),
        ]);
        var history = new SupportHistoryBuilder(MatrixDefinitions.BuiltIn);
        var published = new PublishedResults(files);

        published.AddTo(history, results.Publication).ShouldHaveSingleItem().Severity.ShouldBe(Severity.Warning);

        var comparison = PublicationFiles.Comparison(history.Add(results).Build(), results.Publication);
        comparison.Before!.Title.ShouldBe("2026-08-22");
        comparison.NewlyWorks.ShouldHaveSingleItem().Subject.Name.Text.ShouldBe("Qwen/Qwen3-4B");
        (published.KnowsKindOf(results.Publication), published.Knows(results.Publication), published.Knows(old.Publication)).ShouldBe(
            (true, false, true)
        );
    }

    private static PublicationEnvironment Of(params string[] variables) =>
        new(variables.Select(variable => variable.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal));
}
