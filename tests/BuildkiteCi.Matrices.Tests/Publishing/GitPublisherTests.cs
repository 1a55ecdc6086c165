using BuildkiteCi.Machine;
using BuildkiteCi.Matrices.Publishing;

namespace BuildkiteCi.Matrices.Tests.Publishing;

public sealed class GitPublisherTests
{
    private static readonly FileChange Matrix = new FileChange.Write(
        "support_matrices/nightly/v6e/default/model_support_matrix.csv",
        "Model\n\"Ü ✅\"\n"
    );

    [Fact]
    public async Task A_commit_is_made_on_the_remote_and_the_working_copy_stays_as_it_was()
    {
        using var remote = await GitRemote.CreateAsync();
        var before = await remote.StateAsync();

        var published = await PublishAsync(remote, Request(Matrix) with { Author = ("A <b> C", "a@example.org") });

        published.Value!.Commit.ShouldBe((await remote.GitAsync(remote.Bare, "rev-parse", "main")).Trim());
        (await remote.SubjectsAsync()).ShouldBe(["[skip ci] Update nightly support matrices (v6e/v7x)", "Change README.md"]);
        (await remote.FileAsync(Matrix.Path)).ShouldBe("Model\n\"Ü ✅\"\n");
        (await remote.FileAsync("README.md")).ShouldStartWith("# Matrices");
        (await remote.GitAsync(remote.Bare, "log", "-1", "--format=%an %ae", "main")).ShouldBe("A b C a@example.org\n");
        (await remote.StateAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Nothing_to_commit_is_a_success_and_makes_no_commit()
    {
        using var remote = await GitRemote.CreateAsync();
        await PublishAsync(remote, Request(Matrix));

        var again = await PublishAsync(
            remote,
            Request(Matrix, new FileChange.Remove("support_matrices/nightly/v6e/default/rl_support_matrix.csv"))
        );

        (again.Value!.Commit, again.Value.Tries, again.Value.IsUnchanged).ShouldBe((null, 1, true));
        (await remote.SubjectsAsync()).Length.ShouldBe(2);
    }

    [Theory]
    [InlineData("pre-receive", "[remote rejected] (pre-receive hook declined)")]
    [InlineData("update", "[remote rejected] (hook declined)")]
    public async Task A_hook_that_refuses_is_the_remotes_last_word_and_is_not_asked_again(string hook, string reason)
    {
        using var remote = await GitRemote.CreateAsync();
        remote.Script($"remote.git/hooks/{hook}", "#!/bin/sh\necho push >> \"$GIT_DIR/pushes\"\necho 'main is protected' >&2\nexit 1\n");

        var refusal = await Should.ThrowAsync<PublishException>(() =>
            PublishAsync(remote, Request(Matrix) with { FirstPause = TimeSpan.FromHours(1) })
        );

        refusal.Message.ShouldStartWith($"branch 'main' could not be pushed to: {reason}; 'git push' ended with status 1: ");
        refusal.Message.ShouldContain("main is protected");
        refusal.Message.ShouldEndWith("; check the branch's protection, the token and the network, then publish again");
        File.ReadAllLines(Path.Combine(remote.Bare, "pushes")).Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_branch_that_somebody_works_on_there_is_refused_once()
    {
        using var remote = await GitRemote.CreateAsync();
        await remote.GitAsync(remote.WorkingCopy, "checkout", "--quiet", "--force", "-B", "main");

        var refusal = await Should.ThrowAsync<PublishException>(() =>
            PublishAsync(remote, Request(Matrix) with { Remote = remote.WorkingCopy, FirstPause = TimeSpan.FromHours(1) })
        );

        refusal.Message.ShouldContain("[remote rejected] (branch is currently checked out)");
    }

    [Fact]
    public async Task A_branch_that_moves_while_it_is_pushed_to_is_tried_again()
    {
        using var remote = await GitRemote.CreateAsync();
        // Another push wins between this one's check and its update of the branch.
        remote.Script("remote.git/hooks/pre-receive", """
            #!/bin/sh
            test -e "$GIT_DIR/moved" && exit 0
            touch "$GIT_DIR/moved"
            commit=$(git -c user.name=x -c user.email=x@example.org commit-tree -p main -m Meanwhile main^{tree})
            env -u GIT_QUARANTINE_PATH git update-ref refs/heads/main "$commit"
            """);

        var published = await PublishAsync(remote, Request(Matrix));

        published.Value!.Tries.ShouldBe(2);
        (await remote.SubjectsAsync()).Take(2).ShouldBe(["[skip ci] Update nightly support matrices (v6e/v7x)", "Meanwhile"]);
    }

    [Fact]
    public async Task What_will_be_pushed_is_shown_before_and_without_a_yes_nothing_is()
    {
        using var remote = await GitRemote.CreateAsync();
        await PublishAsync(remote, Request(new FileChange.Write("a.csv", "1\n"), new FileChange.Write("b.csv", "1\n")));
        var before = await remote.SubjectsAsync();
        var shown = new List<string>();

        var held = await PublishAsync(
            remote,
            Request(new FileChange.Write("a.csv", "2\n"), new FileChange.Remove("b.csv"), new FileChange.Write("c d.csv", "1\n")),
            agrees: plan =>
            {
                shown.Add($"{plan}");
                return false;
            }
        );

        shown.ShouldBe([$"""
            to {remote.Bare}, branch main: [skip ci] Update nightly support matrices (v6e/v7x)
            1 file added, 1 file changed, 1 file removed
              changed a.csv
              removed b.csv
              added   c d.csv
            """.ReplaceLineEndings("\n")]);
        (held.Value!.Commit, held.Value.IsUnchanged).ShouldBe((null, false));
        (await remote.SubjectsAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task On_a_branch_that_moved_so_that_other_files_change_a_yes_is_asked_for_again()
    {
        using var remote = await GitRemote.CreateAsync();
        await remote.GitAsync(remote.WorkingCopy, "checkout", "--quiet", "README.md");
        var moved = false;
        var processes = new Watching(remote.WorkingCopy, async command =>
        {
            if (moved || !command.Arguments.Contains("push")) return;
            moved = true;
            await remote.CommitAsync(Matrix.Path, "Model\n");
        });
        var shown = new List<FileEffect>();

        await PublishAsync(remote, Request(Matrix), processes, plan =>
        {
            shown.Add(plan.Files.Single().Effect);
            return true;
        });

        shown.ShouldBe([FileEffect.Added, FileEffect.Changed]);
    }

    [Theory]
    [InlineData("support_matrices/nightly/../../../evil.txt")]
    [InlineData("support_matrices/.git/hooks/post-checkout")]
    [InlineData("/etc/passwd")]
    public async Task A_path_that_leads_out_of_the_repository_or_into_gits_folder_is_in_no_commit(string path)
    {
        using var remote = await GitRemote.CreateAsync();

        (await Should.ThrowAsync<PublishException>(() => PublishAsync(remote, Request(Matrix, new FileChange.Write(path, "x"))))).Message
            .ShouldBe($"'{path}' is no path for a file of the repository, so nothing is published");

        (await remote.FilesAsync()).ShouldBe(["README.md"]);
    }

    [Fact]
    public async Task A_remote_is_named_or_given_by_its_address()
    {
        using var remote = await GitRemote.CreateAsync();
        await remote.GitAsync(remote.WorkingCopy, "remote", "rename", "origin", "upstream");

        (await PublishAsync(remote, Request(Matrix) with { Remote = "upstream" })).Value!.Plan.Remote.ShouldBe(remote.Bare);
        (await PublishAsync(remote, Request(Matrix) with { Remote = remote.Bare })).Value!.IsUnchanged.ShouldBeTrue();
        (
            await Should.ThrowAsync<PublishException>(() => PublishAsync(remote, Request(Matrix) with { Remote = "upstraem" }))
        ).Message.ShouldEndWith("; did you mean 'upstream'?");
        (await Should.ThrowAsync<PublishException>(() => PublishAsync(remote, Request(Matrix) with { Remote = "--upload-pack=x" }))).Message
            .ShouldBe("'--upload-pack=x' is neither a remote's name nor an address");
    }

    [Fact]
    public async Task On_a_branch_that_moves_the_changes_are_made_again_on_the_new_head()
    {
        using var remote = await GitRemote.CreateAsync();
        await remote.GitAsync(remote.WorkingCopy, "checkout", "--quiet", "README.md");
        var moved = false;
        var processes = new Watching(remote.WorkingCopy, async command =>
        {
            if (moved || !command.Arguments.Contains("push")) return;
            moved = true;
            await remote.CommitAsync("README.md", "# Moved\n<!-- START: models -->\nold\n<!-- END: models -->\n");
        });

        var published = await PublishAsync(
            remote,
            Request(
                Matrix,
                new FileChange.Edit(
                    "README.md",
                    file => Diagnosed.Ok(file with { Text = file.Text.Replace("old", "new", StringComparison.Ordinal) })
                )
            ),
            processes
        );

        published.Value!.Tries.ShouldBe(2);
        (await remote.SubjectsAsync()).ShouldBe([
            "[skip ci] Update nightly support matrices (v6e/v7x)",
            "Change README.md",
            "Change README.md",
        ]);
        (await remote.FileAsync("README.md")).ShouldBe("# Moved\n<!-- START: models -->\nnew\n<!-- END: models -->\n");
    }

    [Fact]
    public async Task Matrices_without_a_row_and_nights_that_are_too_old_are_removed()
    {
        using var remote = await GitRemote.CreateAsync();
        await PublishAsync(
            remote,
            Request(
                new FileChange.Write("results/2026-08-20.json", "1"),
                new FileChange.Write("results/2026-08-21.json", "2"),
                new FileChange.Write("results/v0.12.0.json", "3"),
                Matrix
            )
        );

        await PublishAsync(
            remote,
            Request(
                new FileChange.Write("results/2026-08-22.json", "4"),
                new FileChange.Prune("results", names => [.. names.Where(name => name == "2026-08-20.json")]),
                new FileChange.Remove(Matrix.Path)
            )
        );

        (await remote.FilesAsync()).ShouldBe(["README.md", "results/2026-08-21.json", "results/2026-08-22.json", "results/v0.12.0.json"]);
    }

    [Fact]
    public async Task A_page_keeps_its_byte_order_mark_and_its_line_ends()
    {
        using var remote = await GitRemote.CreateAsync();
        await remote.CommitAsync("page.md", "\uFEFFa\r\nold\r\nc");

        await PublishAsync(
            remote,
            Request(
                new FileChange.Edit(
                    "page.md",
                    file => Diagnosed.Ok(file with { Text = file.Text.Replace("old", "new", StringComparison.Ordinal) })
                )
            )
        );

        await remote.GitAsync(remote.WorkingCopy, "fetch", "--quiet");
        await remote.GitAsync(remote.WorkingCopy, "checkout", "--quiet", "origin/main", "--", "page.md");
        File.ReadAllBytes(Path.Combine(remote.WorkingCopy, "page.md")).ShouldBe("\uFEFFa\r\nnew\r\nc"u8.ToArray());
    }

    [Fact]
    public async Task A_page_that_is_not_UTF_8_is_refused()
    {
        using var remote = await GitRemote.CreateAsync();
        File.WriteAllBytes(Path.Combine(remote.WorkingCopy, "page.md"), [(byte)'a', 0xE9, (byte)'b']);
        await remote.GitAsync(remote.WorkingCopy, "add", "page.md");
        await remote.GitAsync(remote.WorkingCopy, "commit", "--quiet", "--message", "Add page.md");
        await remote.GitAsync(remote.WorkingCopy, "push", "--quiet", "origin", "HEAD:main");

        var refused = await PublishAsync(remote, Request(Matrix, new FileChange.Edit("page.md", Diagnosed.Ok)));

        refused.Value.ShouldBeNull();
        refused
            .Diagnostics.ShouldHaveSingleItem()
            .ToString()
            .ShouldBe("page.md: error M014: the file is not UTF-8; save it as UTF-8: its other texts must stay as they are");
    }

    [Fact]
    public async Task A_page_that_cannot_be_updated_keeps_everything_from_being_published()
    {
        using var remote = await GitRemote.CreateAsync();

        var missing = await PublishAsync(remote, Request(Matrix, new FileChange.Edit("docs/models.md", Diagnosed.Ok)));

        missing.Value.ShouldBeNull();
        missing
            .Diagnostics.ShouldHaveSingleItem()
            .ToString()
            .ShouldBe("docs/models.md: error M014: the branch has no such file; add it with its markers first, or name another");
        (await remote.FilesAsync()).ShouldBe(["README.md"]);
    }

    [Theory]
    [InlineData("no-such-branch", "couldn't find remote ref refs/heads/no-such-branch")]
    [InlineData("a b:c", "'a b:c' is no name of a branch")]
    [InlineData("--upload-pack=x", "couldn't find remote ref refs/heads/--upload-pack=x")]
    public async Task A_branch_that_is_not_there_is_an_error_at_once(string branch, string message)
    {
        using var remote = await GitRemote.CreateAsync();

        var refusal = await Should.ThrowAsync<PublishException>(() =>
            PublishAsync(remote, Request(Matrix) with { Branch = branch, FirstPause = TimeSpan.FromHours(1) })
        );

        refusal.Message.ShouldContain(message);
    }

    [Fact]
    public async Task A_repository_without_a_remote_is_an_error_that_says_so()
    {
        using var remote = await GitRemote.CreateAsync();
        await remote.GitAsync(remote.WorkingCopy, "remote", "remove", "origin");

        (await Should.ThrowAsync<PublishException>(() => PublishAsync(remote, Request(Matrix)))).Message.ShouldContain(
            "has no remote 'origin' to publish to"
        );
    }

    [Fact]
    public async Task Killed_at_any_step_it_leaves_the_working_copy_as_it_was_and_the_branch_as_it_was_or_complete()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("kill -9 is not here");
        using var remote = await GitRemote.CreateAsync();
        var before = await remote.StateAsync();
        remote.Script("wrapper/git", """
            #!/bin/sh
            echo run >> "$COUNT"
            "$REAL_GIT" "$@"
            status=$?
            test "$(wc -l < "$COUNT")" -lt "$KILL_AFTER" || kill -9 $PPID
            exit $status
            """);

        var steps = 0;
        var killed = true;
        while (killed)
        {
            steps++;
            var pushed = (await remote.SubjectsAsync()).Length;
            killed = await KilledAfterAsync(remote, steps);

            var files = (await remote.FilesAsync()).Length > 1
                ? new[] { await remote.FileAsync("a.csv"), await remote.FileAsync("b.csv") }
                : [];
            files.Distinct().Count().ShouldBeLessThanOrEqualTo(1, "a.csv and b.csv are of one commit");
            (await remote.SubjectsAsync()).Length.ShouldBeInRange(pushed, pushed + 1);
            (await remote.StateAsync()).ShouldBe(before);
        }

        steps.ShouldBeGreaterThan(6);
        (await remote.FileAsync("b.csv")).ShouldBe($"{steps}\n");
    }

    private static async Task<bool> KilledAfterAsync(GitRemote remote, int step)
    {
        var scratch = remote.Scratch();
        var wrapper = Path.Combine(Path.GetDirectoryName(remote.WorkingCopy)!, "wrapper");
        var command = DummyProgram.Command("publish", remote.WorkingCopy, scratch, $"{step}\n") with
        {
            Environment = System.Collections.Immutable.ImmutableDictionary.CreateRange(
                new Dictionary<string, string?>(StringComparer.Ordinal)
                {
                    ["PATH"] = $"{wrapper}:{Environment.GetEnvironmentVariable("PATH")}",
                    ["REAL_GIT"] = Git(),
                    ["COUNT"] = Path.Combine(scratch, "..", $"count-{step}"),
                    ["KILL_AFTER"] = $"{step}",
                }
            ),
        };
        var exit = await new ProcessRunner(remote.WorkingCopy, TimeProvider.System).RunAsync(
            command,
            null,
            TestContext.Current.CancellationToken
        );
        exit.Status.ShouldBeOneOf([0, 137], exit.ErrorOutput);
        return exit.Status != 0;
    }

    private static string Git() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, "git")).First(File.Exists);

    private static PublishRequest Request(params FileChange[] changes) =>
        new("main", "[skip ci] Update nightly support matrices (v6e/v7x)", [.. changes]) { FirstPause = TimeSpan.Zero };

    private static Task<Diagnosed<PublishedCommit>> PublishAsync(
        GitRemote remote,
        PublishRequest request,
        IProcessRunner? processes = null,
        Func<PublicationPlan, bool>? agrees = null
    ) =>
        new GitPublisher(processes ?? new ProcessRunner(remote.WorkingCopy, TimeProvider.System), TimeProvider.System).PublishAsync(
            remote.WorkingCopy,
            remote.Scratch(),
            request,
            (plan, _) => Task.FromResult(agrees?.Invoke(plan) ?? true),
            TestContext.Current.CancellationToken
        );

    // Lets a test look at each command before it runs.
    private sealed class Watching(string folder, Func<CommandLine, Task> before) : IProcessRunner
    {
        private readonly ProcessRunner processes = new(folder, TimeProvider.System);

        public async Task<ProcessExit> RunAsync(CommandLine command, Action<OutputLine>? onLine, CancellationToken cancellationToken)
        {
            await before(command);
            return await processes.RunAsync(command, onLine, cancellationToken);
        }
    }
}
