using BuildkiteCi.LocalBuilds.Running;
using BuildkiteCi.Machine;
using BuildkiteCi.Pipelines.Builds;

namespace BuildkiteCi.LocalBuilds.Tests.Facts;

public sealed class DiffBaseTests : IDisposable
{
    private readonly GitSandbox git = new();

    public void Dispose() => git.Dispose();

    [Fact]
    public async Task A_branch_changes_what_it_changed_since_it_left_the_other_committed_or_not()
    {
        git.Commit(("base.txt", "1"), ("kept.txt", "1"));
        git.Git("upstream", "switch", "--quiet", "--create", "topic");
        git.Commit(("src/näme.cs", "1"));
        git.Git("upstream", "switch", "--quiet", "main");
        git.Commit(("only-on-main.txt", "1"));
        git.Clone("clone", "--branch", "topic");
        await File.WriteAllTextAsync(Path.Combine(git.Path("clone"), "base.txt"), "not committed", TestContext.Current.CancellationToken);

        var changes = await ChangesAsync("origin/main");

        changes.Paths.ShouldBe(["base.txt", "src/näme.cs"]);
        changes.HowKnown.ShouldEndWith(", the merge base with 'origin/main'");
    }

    [Fact]
    public async Task Where_the_head_is_that_commit_itself_its_own_change_counts()
    {
        git.Commit(("base.txt", "1"));
        git.Commit(("second.txt", "1"));
        git.Clone("clone");

        (await ChangesAsync("origin/main")).Paths.ShouldBe(["second.txt"]);
    }

    [Theory]
    [InlineData("origin/no-such-branch", "git knows no 'origin/no-such-branch' to compare with")]
    [InlineData("--output=/tmp/x", "git knows no '--output=/tmp/x' to compare with")]
    public async Task What_git_does_not_know_is_not_known(string revision, string told)
    {
        git.Commit(("base.txt", "1"));
        git.Clone("clone");

        var changes = await ChangesAsync(revision);

        (changes.IsKnown, changes.HowKnown).ShouldBe((false, told));
    }

    [Theory]
    [InlineData("release", "main", "origin/release")]
    [InlineData("", "trunk", "origin/trunk")]
    [InlineData("", "", "origin/main")]
    public void The_base_of_a_pull_request_comes_before_the_default_branch(string pullRequest, string pipeline, string expected) =>
        DiffBase
            .Usual(
                new Dictionary<string, string>
                {
                    ["BUILDKITE_PULL_REQUEST_BASE_BRANCH"] = pullRequest,
                    ["BUILDKITE_PIPELINE_DEFAULT_BRANCH"] = pipeline,
                }
            )
            .ShouldBe(expected);

    [Fact]
    public async Task A_base_that_moved_on_is_fetched_where_somebody_asks_for_it()
    {
        git.Commit(("base.txt", "1"));
        git.Clone("clone");
        var later = git.Commit(("later.txt", "1"));

        await new DiffBase(new ProcessRunner(git.Path("clone"), TimeProvider.System), git.Path("clone")).FetchAsync(
            "origin/main",
            TestContext.Current.CancellationToken
        );

        git.Git("clone", "rev-parse", "origin/main").ShouldBe(later);
    }

    private Task<ChangedFiles> ChangesAsync(string revision) =>
        new DiffBase(new ProcessRunner(git.Path("clone"), TimeProvider.System), git.Path("clone")).ChangesAsync(
            revision,
            TestContext.Current.CancellationToken
        );
}
