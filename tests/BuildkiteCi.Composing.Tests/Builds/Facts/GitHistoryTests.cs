using BuildkiteCi.Composing.Builds.Settings;
using BuildkiteCi.Composing.Builds;
using BuildkiteCi.Composing.Builds.Facts;
using BuildkiteCi.Pipelines.Builds;

namespace BuildkiteCi.Composing.Tests.Builds.Facts;

public sealed class GitHistoryTests : IDisposable
{
    private readonly GitSandbox git = new();

    public void Dispose() => git.Dispose();

    [Fact]
    public async Task A_pull_request_changes_what_it_changed_since_it_left_its_base_not_what_the_base_changed()
    {
        git.Commit(("base.txt", "1"), ("kept.txt", "1"));
        git.Git("upstream", "switch", "--quiet", "--create", "topic");
        git.Commit(("src/new.cs", "1"));
        var head = git.Commit(("base.txt", "2"));
        git.Git("upstream", "switch", "--quiet", "main");
        git.Commit(("only-on-main.txt", "1"));
        git.Clone("clone", "--branch", "topic");

        var changes = await ChangesAsync("clone", head);

        changes.Paths.ShouldBe(["base.txt", "src/new.cs"]);
        changes.HowKnown.ShouldStartWith("since the merge base ");
    }

    [Fact]
    public async Task Both_names_of_a_renamed_file_and_a_removed_file_have_changed_and_odd_names_come_as_they_are()
    {
        git.Commit(("old name.yml", "some text that is long enough to be seen as the same\n"), ("gone.yml", "1"));
        git.Git("upstream", "switch", "--quiet", "--create", "topic");
        var head = git.Commit(
            ("old name.yml", null), ("new/näme \"x\".yml", "some text that is long enough to be seen as the same\n"), ("gone.yml", null));
        git.Clone("clone", "--branch", "topic");

        (await ChangesAsync("clone", head)).Paths.ShouldBe(["gone.yml", "new/näme \"x\".yml", "old name.yml"]);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(80)]
    [InlineData(700)]
    public async Task A_shallow_clone_is_deepened_until_the_merge_base_is_there(int commits)
    {
        git.Commit(("base.txt", "1"));
        git.Git("upstream", "switch", "--quiet", "--create", "topic");
        ManyCommits(commits);
        var head = git.Commit(("a.txt", "1"));
        git.Git("upstream", "switch", "--quiet", "main");
        git.Commit(("later.txt", "1"));
        git.Clone("clone", "--depth", "1", "--branch", "topic");

        var changes = await ChangesAsync("clone", head);

        changes.Paths.ShouldBe(["a.txt", "many.txt"]);
        changes.HowKnown.ShouldStartWith("since the merge base ");
    }

    [Fact]
    public async Task The_commit_of_a_forks_pull_request_is_on_no_branch_and_its_history_is_fetched_all_the_same()
    {
        git.Git("upstream", "config", "uploadpack.allowAnySHA1InWant", "false");
        git.Commit(("base.txt", "1"));
        git.Git("upstream", "switch", "--quiet", "--detach");
        git.Commit(("a.txt", "1"));
        var head = git.Commit(("b.txt", "1"));
        git.Git("upstream", "update-ref", "refs/pull/7/head", head);
        git.Git("upstream", "switch", "--quiet", "main");
        git.Clone("clone", "--depth", "1");
        git.Git("clone", "fetch", "--quiet", "--depth", "1", "origin", "refs/pull/7/head");
        git.Git("clone", "checkout", "--quiet", head);

        (await ChangesAsync("clone", head)).Paths.ShouldBe(["a.txt", "b.txt"]);
    }

    [Fact]
    public async Task Where_the_base_cannot_be_had_the_commits_own_files_count()
    {
        git.Commit(("base.txt", "1"));
        var head = git.Commit(("a.txt", "1"));
        git.Clone("clone");

        var changes = await ChangesAsync("clone", head, "release/9");

        changes.Paths.ShouldBe(["a.txt"]);
        changes.HowKnown.ShouldBe("of the commit itself; there is no merge base with 'release/9', which cannot be fetched");
    }

    [Fact]
    public async Task A_merge_commit_changes_what_it_brought_to_its_first_parent()
    {
        git.Commit(("base.txt", "1"));
        git.Git("upstream", "switch", "--quiet", "--create", "topic");
        git.Commit(("from-topic.txt", "1"));
        git.Git("upstream", "switch", "--quiet", "main");
        git.Commit(("on-main.txt", "1"));
        git.Git("upstream", "merge", "--quiet", "--no-ff", "--message", "merge", "topic");
        git.Clone("clone");

        (await ChangesAsync("clone", "HEAD", pullRequest: false)).Paths.ShouldBe(["from-topic.txt"]);
    }

    [Fact]
    public async Task A_commit_at_the_end_of_a_shallow_clone_is_compared_with_its_parent_all_the_same()
    {
        git.Commit(("base.txt", "1"));
        git.Commit(("a.txt", "1"));
        git.Clone("clone", "--depth", "1");

        (await ChangesAsync("clone", "HEAD", pullRequest: false)).Paths.ShouldBe(["a.txt"]);
    }

    [Fact]
    public async Task Without_the_parent_and_without_a_remote_it_is_said_that_nothing_is_known()
    {
        git.Commit(("base.txt", "1"));
        git.Commit(("a.txt", "1"));
        git.Clone("clone", "--depth", "1");
        git.Git("clone", "remote", "set-url", "origin", "/nowhere");

        var changes = await ChangesAsync("clone", "HEAD", pullRequest: false);

        changes.IsKnown.ShouldBeFalse();
        changes.HowKnown.ShouldBe("the clone is shallow, and the parent of 'HEAD' cannot be fetched");
    }

    [Fact]
    public async Task The_first_commit_changes_every_file()
    {
        git.Commit(("a.txt", "1"), ("b/c.txt", "1"));

        (await ChangesAsync("upstream", "HEAD", pullRequest: false)).Paths.ShouldBe(["a.txt", "b/c.txt"]);
    }

    [Fact]
    public async Task A_commit_that_git_does_not_know_is_no_crash()
    {
        git.Commit(("a.txt", "1"));

        (await ChangesAsync("upstream", "0123456789012345678901234567890123456789")).HowKnown.ShouldStartWith(
            "git knows no commit '0123456789012345678901234567890123456789'"
        );
    }

    [Fact]
    public async Task The_head_of_another_repository_is_asked_of_it_and_an_address_is_never_an_option()
    {
        var head = git.Commit(("a.txt", "1"));

        (await git.History("upstream").RemoteHeadAsync(git.Path("upstream"), Stopping)).ShouldBe(head);
        (await git.History("upstream").RemoteHeadAsync("--upload-pack=touch evil", Stopping)).ShouldBeNull();
        File.Exists(Path.Combine(git.Path("upstream"), "evil")).ShouldBeFalse();
    }

    [Fact]
    public async Task Login_and_token_of_a_remotes_address_are_on_no_command_line()
    {
        var processes = new Recorded();

        await new GitHistory(processes).ChangesAsync(
            new BuildIdentity(BuildKind.PullRequest, 5, BuildSettings.BuiltIn.Implementations[0])
            {
                Commit = "fedc9876",
                PullRequest = new PullRequest(7, "main"),
            },
            Stopping
        );
        await new GitHistory(processes).RemoteHeadAsync("https://robot:s3cr3t-token@example.com/vllm.git", Stopping);

        var asked = processes.Commands.Where(command => command.Arguments.Any(argument => argument is "fetch" or "ls-remote")).ToList();
        asked.Count.ShouldBeGreaterThan(1);
        asked.ShouldAllBe(command =>
            command.Arguments.Any(argument => argument.StartsWith("https://example.com/", StringComparison.Ordinal))
        );
        string.Join(' ', processes.Commands.SelectMany(command => command.Arguments)).ShouldNotContain("s3cr3t");
        asked.ShouldAllBe(command => command.Environment.Values.Contains("s3cr3t-token"));
    }

    private sealed class Recorded : IProcessRunner
    {
        public List<CommandLine> Commands { get; } = [];

        public Task<ProcessExit> RunAsync(CommandLine command, Action<OutputLine>? onLine, CancellationToken cancellationToken)
        {
            Commands.Add(command);
            return Task.FromResult(
                new ProcessExit(0, TimeSpan.Zero)
                {
                    Output = command.Arguments.Contains("get-url") ? "https://robot:s3cr3t-token@example.com/repository.git\n" : "",
                }
            );
        }
    }

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    private Task<ChangedFiles> ChangesAsync(string repository, string commit, string baseBranch = "main", bool pullRequest = true) =>
        git.History(repository)
            .ChangesAsync(
                new BuildIdentity(BuildKind.PullRequest, 5, BuildSettings.BuiltIn.Implementations[0])
                {
                    Commit = commit,
                    PullRequest = pullRequest ? new PullRequest(7, baseBranch) : null,
                },
                Stopping
            );

    // One process instead of hundreds.
    private void ManyCommits(int count)
    {
        var script = string.Join(
            "",
            Enumerable
                .Range(1, count)
                .Select(i =>
                    $"commit refs/heads/topic\ncommitter Test <test@example.com> {1_700_000_000 + i} +0000\ndata 1\nx\n"
                        + $"{(i == 1 ? "from refs/heads/topic^0\n" : "")}M 644 inline many.txt\ndata {i.ToString().Length}\n{i}\n"
                )
        );
        var path = Path.Combine(git.Path("upstream"), ".git", "many");
        File.WriteAllText(path, script);
        var import = CommandLine.Of("git", "fast-import", "--quiet") with { Folder = git.Path("upstream"), Input = script };
        new BuildkiteCi.Machine.ProcessRunner(git.Path("upstream"), TimeProvider.System)
            .RunAsync(import, null, Stopping)
            .GetAwaiter()
            .GetResult()
            .Succeeded.ShouldBeTrue();
        git.Git("upstream", "reset", "--quiet", "--hard", "topic");
    }
}
