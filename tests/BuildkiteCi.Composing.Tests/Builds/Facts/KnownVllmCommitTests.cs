using BuildkiteCi.Composing.Builds.Facts;
using BuildkiteCi.Composing.Builds.Settings;
using BuildkiteCi.Matrices.Publishing;

namespace BuildkiteCi.Composing.Tests.Builds.Facts;

public sealed class KnownVllmCommitTests
{
    [Fact]
    public async Task A_commit_that_passed_is_kept_on_the_main_branch_without_starting_a_build()
    {
        var build = new RecordedBuild();
        build.MetaData["VLLM_COMMIT_HASH"] = "0123456789abcdef0123456789abcdef01234567\n";

        var request = (await KnownVllmCommit.OfAsync(build, TestContext.Current.CancellationToken))!.Request(BuildSettings.BuiltIn);

        (request.Branch, request.Subject).ShouldBe(("main", "[skip ci] Update the last known good commit of vLLM to 0123456789ab"));
        request
            .Changes.ShouldHaveSingleItem()
            .ShouldBe(new FileChange.Write(".buildkite/vllm_lkg.version", "0123456789abcdef0123456789abcdef01234567\n"));
    }

    [Fact]
    public async Task A_build_that_says_nothing_has_none() =>
        (await KnownVllmCommit.OfAsync(new RecordedBuild(), TestContext.Current.CancellationToken)).ShouldBeNull();
}
