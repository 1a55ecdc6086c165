using CliWrap;
using CliWrap.Buffered;

namespace EndToEnd.Tests;

/// <summary>What a release manager does, by typing it.</summary>
[Collection(CloneCollection.Name)]
public sealed class PublishMatrixTests(Clone clone) : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("buildkiteci-publish-").FullName;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        await clone.ResetAsync();
    }

    [Fact]
    public async Task A_release_that_is_no_version_is_wrong_usage()
    {
        var run = await clone.BuildAsync("--target=PublishMatrix", "--results", "local", "--release", "banana");

        run.ExitCode.ShouldBe(2);
        run.StandardError.ShouldContain("--release: 'banana' is no version; tags look like v0.12.0, v0.13.2rc1 or 0.13.2.dev20260822");
    }

    [Fact]
    public async Task A_release_is_compared_with_the_one_before_and_shown_as_a_site()
    {
        await System.IO.File.WriteAllTextAsync(
            Path.Combine(folder, "old.json"),
            Results("v0.12.0", "2026-08-01", "passing"),
            TestContext.Current.CancellationToken
        );
        await System.IO.File.WriteAllTextAsync(
            Path.Combine(folder, "new.json"),
            Results("v0.13.0rc1", "2026-08-22", "failing"),
            TestContext.Current.CancellationToken
        );

        var first = await clone.BuildAsync("--target=PublishMatrix", "--results", Path.Combine(folder, "old.json"));
        var second = await clone.BuildAsync(
            "--target=PublishMatrix",
            "--results",
            Path.Combine(folder, "new.json"),
            "--output",
            Path.Combine(folder, "out"),
            "--site",
            Path.Combine(folder, "site")
        );

        first.ExitCode.ShouldBe(0, first.StandardError);
        second.ExitCode.ShouldBe(0, second.StandardError);
        (await TextAsync("out/release-notes.md")).ShouldContain("Compared with v0.12.0, implementation auto: 1 broke.");
        (await TextAsync("out/v6e/model_support_matrix.csv")).ShouldBe(
            "Model,Type,UnitTest,Accuracy/Correctness,Benchmark\n\"Qwen/Qwen3-4B\",Text,❌ Failing,❓ Untested,❓ Untested\n"
        );
        (await TextAsync("site/publications.html")).ShouldContain("v0.12.0");
        (await TextAsync("site/models/Qwen_Qwen3-4B.html")).ShouldContain("Fails on v6e: the unit tests fail.");
    }

    [Fact]
    public async Task A_push_from_a_laptop_asks_shows_and_pushes_and_the_working_copy_stays_as_it_was()
    {
        await System.IO.File.WriteAllTextAsync(
            Path.Combine(folder, "night.json"),
            Results(null, "2026-08-22", "passing"),
            TestContext.Current.CancellationToken
        );
        await GitAsync("clone", "--quiet", "--bare", clone.Root, "remote.git");
        await GitAsync("--git-dir", "remote.git", "branch", "--force", "main", "HEAD");
        var before = await GitAsync("--git-dir", "remote.git", "rev-parse", "main");
        var remote = Path.Combine(folder, "remote.git");
        string[] publish = ["--target=PublishMatrix", "--results", Path.Combine(folder, "night.json")];

        var refused = await clone.BuildAsync([.. publish, "--push", "--site", "site"]);
        var shown = await clone.BuildAsync([.. publish, "--dry-run", "--remote", remote, "--site", "site"]);
        (await GitAsync("--git-dir", "remote.git", "rev-parse", "main")).ShouldBe(before);
        (await clone.StatusAsync()).ShouldBe("");
        var pushed = await clone.BuildAsync([.. publish, "--push", "--remote", remote, "--yes"]);
        var again = await clone.BuildAsync([.. publish, "--push", "--remote", remote, "--yes"]);

        refused.ExitCode.ShouldBe(2, refused.StandardOutput);
        refused.StandardError.ShouldContain("--push: this is no job of Buildkite's, so name where it goes");
        shown.ExitCode.ShouldBe(0, shown.StandardError);
        shown.StandardOutput.ShouldContain(
            $"This would be pushed to {remote}, branch main: [skip ci] Update nightly support matrices (v6e)"
        );
        shown.StandardOutput.ShouldContain("  added   support_matrices/nightly/v6e/default/model_support_matrix.csv");
        pushed.ExitCode.ShouldBe(0, pushed.StandardError);
        pushed.StandardOutput.ShouldContain($"is on main of {remote}: [skip ci] Update nightly support matrices (v6e)");
        again.StandardOutput.ShouldContain($"nothing changed on main of {remote}; there is no commit");
        (
            await GitAsync("--git-dir", "remote.git", "show", "main:support_matrices/nightly/v6e/default/model_support_matrix.csv")
        ).ShouldContain("\"Qwen/Qwen3-4B\",Text,✅ Passing");
        (await clone.StatusAsync()).ShouldBe("");
    }

    private static string Results(string? release, string day, string status) =>
        $$"""
            { "format": "buildkite-ci-results/1",
              "publication": { "implementation": "auto", "date": "{{day}}T09:30:00Z"{{(release is null ? "" : $", \"release\": \"{release}\"")}} },
              "generations": [ { "generation": "v6e", "subjects": [
                { "name": "Qwen/Qwen3-4B", "kind": "model", "category": "text-only", "stages": [ { "stage": "UnitTest", "status": "{{status}}" } ] } ] } ] }
            """;

    private Task<string> TextAsync(string path) =>
        System.IO.File.ReadAllTextAsync(Path.Combine(folder, path), TestContext.Current.CancellationToken);

    private async Task<string> GitAsync(params string[] arguments) =>
        (
            await Cli.Wrap("git")
                .WithArguments(arguments)
                .WithWorkingDirectory(folder)
                .ExecuteBufferedAsync(TestContext.Current.CancellationToken)
        ).StandardOutput;
}
