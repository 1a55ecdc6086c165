using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Machine;
using BuildkiteCi.Matrices.Definitions;
using BuildkiteCi.Matrices.Publishing;
using BuildkiteCi.Matrices.Results;
using static BuildkiteCi.Matrices.Tests.SampleResults;

namespace BuildkiteCi.Matrices.Tests.Publishing;

public sealed class PublishedGitHistoryTests
{
    private static readonly SubjectResults Works = Model("Qwen/Qwen3-4B", "text-only", Status.Passing, Status.Passing, Status.Passing);

    private static readonly SubjectResults Fails = Model("Qwen/Qwen3-4B", "text-only", Status.Passing, Status.Failing);

    [Fact]
    public async Task Nights_and_releases_are_rebuilt_from_the_commits_that_published_them()
    {
        using var remote = await GitRemote.CreateAsync();
        await CommitAsync(remote, "auto", null, "[skip ci] Update nightly support matrices (v6e/v7x)", Works);
        await CommitAsync(remote, "vllm", null, "[skip ci] Update nightly support matrices for vllm (v6e/v7x)", Fails);
        await CommitAsync(remote, "auto", "v0.13.0", "update docs for v0.13.0 release (#12)", Works);
        await CommitAsync(remote, "auto", "v0.13.0", "docs: wording of v0.12.0 and v0.13.0", Fails);
        await CommitAsync(remote, "auto", null, "a change to matrices by hand", Fails);

        var read = await ReadAsync(remote);

        read.Select(results => (results.Publication.Implementation, results.Publication.Release, Answers(results))).ShouldBe(
            [("auto", null, Status.Passing), ("vllm", null, Status.Failing), ("auto", "v0.13.0", Status.Passing)]);
        read[0].Publication.PublishedBy!.Length.ShouldBe(40);
        read[0].Publication.Date.ShouldBeGreaterThan(Night.AddYears(-20));
    }

    [Fact]
    public async Task A_night_whose_commit_changed_one_matrix_has_the_others_too()
    {
        using var remote = await GitRemote.CreateAsync();
        await CommitAsync(
            remote,
            "auto",
            null,
            "[skip ci] Update nightly support matrices (v6e/v7x)",
            Works,
            Feature("TP", "parallelism support matrix", Status.Passing)
        );
        await CommitAsync(
            remote,
            "auto",
            null,
            "[skip ci] Update nightly support matrices (v6e/v7x)",
            Fails,
            Feature("TP", "parallelism support matrix", Status.Passing)
        );

        (await ReadAsync(remote))[1]
            .Generations[0]
            .Subjects.Select(subject => subject.Name.Text)
            .ShouldBe(["Qwen/Qwen3-4B", "TP"], ignoreOrder: true);
    }

    [Fact]
    public async Task Folders_that_are_no_generations_and_other_layouts_are_passed_over()
    {
        using var remote = await GitRemote.CreateAsync();
        remote.Write("support_matrices/nightly/vllm/v6/model_support_matrix.csv", "old layout\n");
        await remote.GitAsync(remote.WorkingCopy, "add", ".");
        await remote.GitAsync(
            remote.WorkingCopy,
            "commit",
            "--quiet",
            "--message",
            "[skip ci] Update nightly support matrices for vllm (v6/v7)"
        );

        (await ReadAsync(remote)).ShouldBeEmpty();
    }

    private static Status Answers(BuildResults results) => results.Generations[0].Subjects[0].Stage("Accuracy/Correctness").Status;

    private static async Task<IReadOnlyList<BuildResults>> ReadAsync(GitRemote remote) =>
        (
            await new PublishedGitHistory(remote.WorkingCopy, new ProcessRunner(remote.WorkingCopy, TimeProvider.System)).ReadAsync(
                MatrixDefinitions.BuiltIn,
                ["v6e", "v7x"],
                [],
                TestContext.Current.CancellationToken
            )
        ).Value!;

    private static async Task CommitAsync(
        GitRemote remote,
        string implementation,
        string? release,
        string subject,
        params SubjectResults[] subjects
    )
    {
        var results = Build(Generation("v6e", [.. subjects])) with
        {
            Publication = new Publication(implementation, Night) { Release = release },
        };
        foreach (var (path, text) in PublicationFiles.ForRepository(HistoryOf(results), results))
            if (path.EndsWith(".csv", StringComparison.Ordinal)) remote.Write(path, text);
        await remote.GitAsync(remote.WorkingCopy, "add", ".");
        await remote.GitAsync(remote.WorkingCopy, "commit", "--quiet", "--message", subject);
    }
}
