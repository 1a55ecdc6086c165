using System.Collections.Immutable;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Machine;
using BuildkiteCi.Matrices.Definitions;
using BuildkiteCi.Matrices.Publishing;
using BuildkiteCi.Matrices.Releases;
using BuildkiteCi.Matrices.Results;
using static BuildkiteCi.Matrices.Tests.SampleResults;

namespace BuildkiteCi.Matrices.Tests.Publishing;

public sealed class EarlierMatricesTests
{
    private static readonly GenerationResults Then = Generation("v6e",
        Model("Qwen/Qwen3-4B", "text-only", Status.Passing, Status.Failing),
        Model("org/gone", "text-only"),
        Feature("mla", "kernel support matrix microbenchmarks", Status.Passing));

    private static readonly GenerationResults Now = Generation("v6e",
        Model("Qwen/Qwen3-4B", "text-only", Status.Failing, Status.Failing),
        Feature("mla", "kernel support matrix microbenchmarks", Status.Passing));

    [Fact]
    public async Task The_first_release_with_a_results_file_is_compared_with_the_matrices_that_lie_there()
    {
        using var remote = await GitRemote.CreateAsync();
        await CommitMatricesAsync(remote, Release("v0.12.0"));

        var comparison = await CompareAsync(remote, Release("v0.13.0"));

        comparison.Before!.Title.ShouldBe("v0.12.0");
        comparison.StillFailing.ShouldHaveSingleItem().Since!.Title.ShouldBe("v0.12.0");
        comparison
            .StillFailing[0]
            .Causes.Select(cause => cause.ToString())
            .ShouldBe(["Unit tests: Passing → Failing", "Accuracy: Failing"]);
        comparison.Added.ShouldBeEmpty();
        comparison.Other.ShouldHaveSingleItem().Subject.Name.Text.ShouldBe("org/gone");
    }

    [Fact]
    public async Task The_first_night_is_compared_with_the_night_of_the_commit()
    {
        using var remote = await GitRemote.CreateAsync();
        await CommitMatricesAsync(remote, new Publication("vllm", Night));

        // The test's commit is of today, so the night that is compared must come after it.
        (await CompareAsync(remote, new Publication("vllm", DateTimeOffset.MaxValue))).Before!.Title.ShouldMatch(
            "^20[0-9]{2}-[0-9]{2}-[0-9]{2}$"
        );
        (await CompareAsync(remote, new Publication("vllm", Night.AddYears(-20)))).Before.ShouldBeNull();
    }

    [Theory]
    [InlineData("v0.12.0", "v0.12.0")]
    [InlineData("v0.13.0", "v0.12.0")]
    [InlineData("v0.13.0rc1", "v0.13.0")]
    public async Task Matrices_of_the_same_or_a_later_release_or_of_a_candidate_are_no_past_of_a_release(string then, string now)
    {
        using var remote = await GitRemote.CreateAsync();
        await CommitMatricesAsync(remote, Release(then));

        (await CompareAsync(remote, Release(now))).Before.ShouldBeNull();
    }

    [Fact]
    public async Task Matrices_that_no_commit_tells_of_are_an_earlier_release_or_night()
    {
        using var remote = await GitRemote.CreateAsync();
        Write(remote, Release("v0.12.0"));
        Write(remote, new Publication("auto", Night));

        (await CompareAsync(remote, Release("v0.13.0"))).Before!.Title.ShouldBe("an earlier release");
        (await CompareAsync(remote, new Publication("auto", Night))).Before!.Title.ShouldBe("an earlier night");
    }

    [Fact]
    public async Task A_repository_without_matrices_has_no_past_and_a_broken_one_is_a_warning()
    {
        using var remote = await GitRemote.CreateAsync();
        (await CompareAsync(remote, Release("v0.13.0"))).Before.ShouldBeNull();
        remote.Write("support_matrices/release/v6e/default/rl_support_matrix.csv", "nonsense\n");

        var broken = await Earlier(remote)
            .ReadAsync(MatrixDefinitions.BuiltIn, new BuildResults(Release("v0.13.0"), [Now]), TestContext.Current.CancellationToken);

        broken.Value.ShouldBeNull();
        broken
            .Diagnostics.ShouldHaveSingleItem()
            .ToString()
            .ShouldStartWith("support_matrices/release/v6e/default/rl_support_matrix.csv:1: warning M007: the header is 'nonsense'");
    }

    private static Publication Release(string tag) => new("auto", Night) { Release = tag };

    private static EarlierMatrices Earlier(GitRemote remote) =>
        new(new DiskFileTree(remote.WorkingCopy), new ProcessRunner(remote.WorkingCopy, TimeProvider.System));

    private static async Task<ReleaseComparison> CompareAsync(GitRemote remote, Publication now)
    {
        var results = new BuildResults(now, [Now]);
        var earlier = (await Earlier(remote).ReadAsync(MatrixDefinitions.BuiltIn, results, TestContext.Current.CancellationToken)).Value;
        return PublicationFiles.Comparison(HistoryOf(earlier is null ? [results] : [results, earlier]), now);
    }

    private static void Write(GitRemote remote, Publication publication)
    {
        var results = new BuildResults(publication, [Then]);
        foreach (var (path, text) in PublicationFiles.ForRepository(HistoryOf(results), results))
            if (path.EndsWith(".csv", StringComparison.Ordinal)) remote.Write(path, text);
    }

    private static async Task CommitMatricesAsync(GitRemote remote, Publication publication)
    {
        Write(remote, publication);
        await remote.GitAsync(remote.WorkingCopy, "add", PublishedLayout.Root);
        await remote.GitAsync(
            remote.WorkingCopy,
            "commit",
            "--quiet",
            "--message",
            new PublishedLayout(publication).CommitSubject(["v6e", "v7x"])
        );
    }
}
