using System.Collections.Immutable;
using System.Formats.Tar;
using System.IO.Compression;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Machine;
using BuildkiteCi.Matrices.Definitions;
using BuildkiteCi.Matrices.Json;
using BuildkiteCi.Matrices.Publishing;
using BuildkiteCi.Matrices.Results;
using static BuildkiteCi.Matrices.Tests.SampleResults;

namespace BuildkiteCi.Matrices.Tests.Publishing;

public sealed class PublicationFilesTests
{
    private static readonly BuildResults Results = Build(
        Generation("v6e", Model("Qwen/Qwen3-4B", "text-only", Status.Passing)),
        Generation("v7x", Model("Qwen/Qwen3-4B", "text-only", Status.Passing), Feature("TP", "parallelism support matrix")));

    [Theory]
    [InlineData("auto", null, "[skip ci] Update nightly support matrices (v6e/v7x)", "support_matrices/nightly/v6e/default")]
    [InlineData("vllm", null, "[skip ci] Update nightly support matrices for vllm (v6e/v7x)", "support_matrices/nightly/v6e/vllm")]
    [InlineData(
        "flax_nnx",
        null,
        "[skip ci] Update nightly support matrices for flax_nnx (v6e/v7x)",
        "support_matrices/nightly/v6e/flax_nnx"
    )]
    [InlineData("auto", "v0.13.2rc1", "[skip ci] Update support matrices for v0.13.2rc1 (v6e/v7x)", "support_matrices/release/v6e/default")]
    public void Layout_and_subject_are_those_that_pages_and_people_know(
        string implementation,
        string? release,
        string subject,
        string folder
    )
    {
        var layout = new PublishedLayout(new Publication(implementation, Night) { Release = release });

        layout.CommitSubject(["v6e", "v7x"]).ShouldBe(subject);
        layout.Matrices("v6e").ShouldBe(folder);
    }

    [Fact]
    public void A_publication_has_matrices_pages_and_a_results_file()
    {
        PublicationFiles.ForRepository(HistoryOf(Results), Results).Keys.ShouldBe(
        [
            "support_matrices/nightly/default/comparison.json",
            "support_matrices/nightly/default/features.md",
            "support_matrices/nightly/default/models.md",
            "support_matrices/nightly/default/release-notes.md",
            "support_matrices/nightly/v6e/default/model_support_matrix.csv",
            "support_matrices/nightly/v7x/default/model_support_matrix.csv",
            "support_matrices/nightly/v7x/default/parallelism_support_matrix.csv",
            "support_matrices/results/default/2026-08-22.json",
        ]);
        PublicationFiles.ForFolder(HistoryOf(Results), Results).Keys.ShouldBe(
        [
            "comparison.json", "features.md", "models.md", "release-notes.md", "results.json", "results.schema.json",
            "v6e/model_support_matrix.csv", "v7x/model_support_matrix.csv", "v7x/parallelism_support_matrix.csv",
        ]);
    }

    [Fact]
    public void A_matrix_that_lost_its_last_row_goes_and_so_do_nights_beyond_the_sixtieth()
    {
        var changes = PublicationFiles.Changes(HistoryOf(Results), Results, readme: "README.md");

        changes
            .OfType<FileChange.Remove>()
            .Select(change => change.Path)
            .ShouldContain("support_matrices/nightly/v6e/default/parallelism_support_matrix.csv");
        changes.OfType<FileChange.Edit>().ShouldHaveSingleItem().Path.ShouldBe("README.md");
        var thin = changes.OfType<FileChange.Prune>().ShouldHaveSingleItem();
        var nights = Enumerable.Range(0, 62).Select(day => $"{new DateOnly(2026, 6, 1).AddDays(day):yyyy-MM-dd}.json");
        thin.Leaving([.. nights, "v0.12.0.json", "2026.8.22.json"]).ShouldBe(["2026-06-02.json", "2026-06-01.json"]);
    }

    [Fact]
    public void A_matrix_without_a_row_is_gone_from_a_folder_too()
    {
        var gone = PublicationFiles.GoneFromFolder(MatrixDefinitions.BuiltIn, Results);

        gone.ShouldContain("v6e/parallelism_support_matrix.csv");
        gone.ShouldNotContain("v7x/parallelism_support_matrix.csv");
        gone.ShouldNotContain("v6e/model_support_matrix.csv");
    }

    [Fact]
    public async Task The_same_night_published_again_makes_no_commit()
    {
        using var remote = await GitRemote.CreateAsync();
        (await PublishAsync(remote, Results)).Commit.ShouldNotBeNull();

        var later = Results with { Publication = Results.Publication with { Date = Night.AddHours(3) } };
        (await PublishAsync(remote, later)).Commit.ShouldBeNull();
        var failing = later with
        {
            Generations = [Generation("v6e", Model("Qwen/Qwen3-4B", "text-only", Status.Failing)), later.Generations[1]],
        };
        (await PublishAsync(remote, failing)).Commit.ShouldNotBeNull();
    }

    [Fact]
    public void The_archive_holds_every_file_and_is_the_same_each_time()
    {
        var files = PublicationFiles.ForRepository(HistoryOf(Results), Results);

        var archive = PublicationArchive.Of(files, Night);

        PublicationArchive.Of(files, Night).ShouldBe(archive);
        using var reader = new TarReader(new GZipStream(new MemoryStream(archive), CompressionMode.Decompress));
        var read = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        while (reader.GetNextEntry() is { } entry) read[entry.Name] = new StreamReader(entry.DataStream!).ReadToEnd();
        read.ShouldBe(files);
        ResultsFileReader
            .Read(new SourceFile("results.json", read["support_matrices/results/default/2026-08-22.json"]))
            .Diagnostics.ShouldBeEmpty();
    }

    private static async Task<PublishedCommit> PublishAsync(GitRemote remote, BuildResults results)
    {
        var request = new PublishRequest("main", "[skip ci] Update", PublicationFiles.Changes(HistoryOf(results), results, "README.md"));
        var processes = new ProcessRunner(remote.WorkingCopy, TimeProvider.System);
        return (
            await new GitPublisher(processes, TimeProvider.System).PublishAsync(
                remote.WorkingCopy,
                remote.Scratch(),
                request,
                (_, _) => Task.FromResult(true),
                TestContext.Current.CancellationToken
            )
        ).Value!;
    }
}
